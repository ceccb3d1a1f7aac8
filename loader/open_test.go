package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"policygraph/graph"
	"policygraph/loader/readable"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// mustOpen opens a dataset and returns its records by id.
func mustOpen(t testing.TB, fsys fs.FS) (graph.Dataset, map[graph.ID]graph.Record) {
	t.Helper()
	source, err := Open(t.Context(), fsys, nil)
	if err != nil {
		t.Fatal(err)
	}
	records := map[graph.ID]graph.Record{}
	for r, err := range source.Records(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		records[r.RecordID()] = r
	}
	return source.Dataset(), records
}

// only returns the one statement of its sort that is in records.
func only[S graph.Statement](t testing.TB, records map[graph.ID]graph.Record) S {
	t.Helper()
	var found []S
	for _, r := range records {
		if s, ok := r.(S); ok {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d statements, want 1", len(found))
	}
	return found[0]
}

func TestValidateCountsWhatSupportsTheDataset(t *testing.T) {
	dataset, texts := valid(t)
	report, err := Validate(context.Background(), dataset, openTexts(t, texts))
	if err != nil {
		t.Fatal(err)
	}
	if report.Dataset.Kinds[graph.Region] != 3 || report.Dataset.Types[graph.SelectedFor] != 1 {
		t.Errorf("dataset %+v", report.Dataset)
	}
	report.Dataset, report.Unexplained = graph.Dataset{}, nil
	want := Report{Format: 1, Documents: 2, Claims: 2, Explicit: 2, Figures: 1, Quotes: 2, Whole: 1}
	if fmt.Sprint(report) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", report, want)
	}
}

func TestValidateWithoutTheTextsSaysWhatItCouldNotRead(t *testing.T) {
	dataset, _ := valid(t)
	for name, documents := range map[string]*Documents{"no documents": nil, "others": openTexts(t, fstest.MapFS{"a.txt": file("其他\n")})} {
		report, err := Validate(context.Background(), dataset, documents)
		if err != nil || report.Quotes != 0 || report.Unread != 2 || len(report.Missing) != 1 || report.Missing[0] != "document:report" {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
}

func TestValidateEndsWithItsContext(t *testing.T) {
	dataset, _ := valid(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Validate(ctx, dataset, nil); graph.CodeOf(err) != graph.CodeTimeout {
		t.Errorf("got %v", err)
	}
}

func TestOpenFillsInWhatAStatementLeavesOut(t *testing.T) {
	dataset, _ := valid(t)
	delete(dataset, "documents/register.yaml")
	_, records := mustOpen(t, dataset)

	claim := only[*graph.Claim](t, records)
	if claim.Stage != graph.Done || claim.Certainty != graph.Explicit || claim.Recorded != "2026-01-15" {
		t.Errorf("claim %+v", claim)
	}
	if e := claim.Evidence[0]; e.Method != graph.Curated || e.Confidence != 1 || e.Document != "document:report" || e.Statement != claim.ID {
		t.Errorf("evidence %+v", e)
	}
	figure := only[*graph.Figure](t, records)
	if *figure.Value != 87_100_000_000 || figure.Unit != "CNY" || figure.Stated != "871亿元" || figure.AsOf != "2025-12-30" {
		t.Errorf("figure %+v, value %v", figure, *figure.Value)
	}
	alpha := records["enterprise:alpha"].(*graph.Entity)
	if alpha.Kind != graph.Enterprise || alpha.Pinyin == "" || alpha.SortKey == "" || alpha.Hant == "" || alpha.Degree != 1 {
		t.Errorf("entity %+v", alpha)
	}
	indicator := records["indicator:investment"].(*graph.Indicator)
	if indicator.Unit.Label != (graph.Label{ZH: "元", EN: "yuan"}) || indicator.SortKey == "" {
		t.Errorf("indicator %+v", indicator)
	}
}

func TestUnitsAreConvertedExactly(t *testing.T) {
	for value, want := range map[string]float64{"3.6": 360_000_000, "0.1": 10_000_000, "871": 87_100_000_000, "2.5e1": 2_500_000_000} {
		dataset, _ := valid(t)
		delete(dataset, "documents/register.yaml")
		dataset["documents/report.yaml"] = file(strings.NewReplacer("871亿元", "若干亿元", "871", value).Replace(string(dataset["documents/report.yaml"].Data)))
		_, records := mustOpen(t, dataset)
		if got := *only[*graph.Figure](t, records).Value; got != want {
			t.Errorf("%s 亿元 is %v, want %v", value, got, want)
		}
	}
}

const registerStart = "document: {id: document:register, title: Register, recorded: 2026-01-15}\nclaims:\n"

func TestListsStandForAStatementEach(t *testing.T) {
	dataset, _ := valid(t)
	dataset["documents/register.yaml"] = file(registerStart +
		"  - {subject: [region:south, region:north], type: LOCATED_IN, object: region:east, at: '*'}\n" +
		"  - {subject: [enterprise:alpha, enterprise:beta], type: LOCATED_IN, object: [region:south, region:east], at: '*'}\n")
	d, _ := mustOpen(t, dataset)
	if d.Types[graph.LocatedIn] != 6 {
		t.Errorf("%d claims, want 6", d.Types[graph.LocatedIn])
	}
}

func TestReferencesInAFileBecomeIDs(t *testing.T) {
	dataset, _ := valid(t)
	delete(dataset, "documents/report.yaml")
	dataset["documents/register.yaml"] = file(registerStart +
		"  - {subject: region:south, type: LOCATED_IN, object: region:east, at: '*', ref: wrong, retracted: 2026-01-20}\n" +
		"  - {subject: region:south, type: LOCATED_IN, object: region:north, at: '*', recorded: 2026-01-20, replaces: '#wrong'}\n" +
		"figures:\n" +
		"  - {subject: region:east, indicator: indicator:projects, value: 5, stated: 5个, status: ACTUAL, at: '*', ref: whole}\n" +
		"  - {subject: region:south, indicator: indicator:projects, value: 2, stated: 2个, status: ACTUAL, at: '*', part_of: '#whole'}\n")
	_, records := mustOpen(t, dataset)
	var corrections, parts int
	for _, r := range records {
		switch r := r.(type) {
		case *graph.Claim:
			if r.Replaces != "" {
				wrong := records[r.Replaces].(*graph.Claim)
				if wrong.Retracted != "2026-01-20" || wrong.ReplacedBy != r.ID {
					t.Errorf("replaced %+v", wrong)
				}
				corrections++
			}
		case *graph.Figure:
			if r.PartOf != "" {
				if whole := records[r.PartOf].(*graph.Figure); whole.Subject != "region:east" {
					t.Errorf("whole %+v", whole)
				}
				parts++
			}
		}
	}
	if corrections != 1 || parts != 1 {
		t.Errorf("%d corrections and %d parts, want 1 and 1", corrections, parts)
	}
}

func TestFormerIDsResolveAndKeepTheIDsOfClaims(t *testing.T) {
	dataset, _ := valid(t)
	delete(dataset, "documents/report.yaml")
	claim := "  - {subject: %s, type: LOCATED_IN, object: region:east, at: '*'}\n"
	ids := map[string]graph.ID{}
	for name, c := range map[string]struct{ entities, subject string }{
		"before":        {"- {id: enterprise:old-beta, name: 乙公司}\n", "enterprise:old-beta"},
		"after":         {"- {id: enterprise:beta, name: 乙公司, former_ids: [enterprise:old-beta]}\n", "enterprise:beta"},
		"after, by old": {"- {id: enterprise:beta, name: 乙公司, former_ids: [enterprise:old-beta]}\n", "enterprise:old-beta"},
	} {
		dataset["entities/enterprises.yaml"] = file(c.entities)
		dataset["documents/register.yaml"] = file(registerStart + fmt.Sprintf(claim, c.subject))
		_, records := mustOpen(t, dataset)
		ids[name] = only[*graph.Claim](t, records).ID
	}
	if ids["before"] != ids["after"] || ids["after"] != ids["after, by old"] {
		t.Errorf("ids differ: %v", ids)
	}
}

func TestDocumentsThatSayTheSameAreJoined(t *testing.T) {
	dataset, _ := valid(t)
	delete(dataset, "documents/report.yaml")
	dataset["documents/register.yaml"] = file(registerStart +
		"  - {subject: region:south, type: LOCATED_IN, object: region:east, at: '*', certainty: IMPLIED, note: by its name}\n")
	dataset["documents/other.yaml"] = file(strings.ReplaceAll(registerStart, "register", "other") +
		"  - {subject: region:south, type: LOCATED_IN, object: region:east, at: '*', recorded: 2026-01-10}\n")
	_, records := mustOpen(t, dataset)
	claim := only[*graph.Claim](t, records)
	if claim.Certainty != graph.Explicit || claim.Recorded != "2026-01-10" || len(claim.Evidence) != 2 {
		t.Errorf("claim %+v", claim)
	}
}

// The same records in JSONL, in another order and split over files, are the
// same version of the dataset.
func TestVersionDoesNotDependOnFormatOrOrder(t *testing.T) {
	asYAML, _ := valid(t)
	asJSONL, _ := valid(t)
	for _, name := range []string{"entities/regions.yaml", "documents/register.yaml", "indicators.yaml"} {
		delete(asJSONL, name)
	}
	asJSONL["z.jsonl"] = file(`{"record":"unit","code":"CNY","label":"元","label_en":"yuan"}
{"record":"claim","document":"document:register","subject":"region:south","type":"LOCATED_IN","object":["region:east"],"at":["*"]}
{"record":"indicator","id":"indicator:projects","name":"项目数","unit":"1","measure":"STOCK"}
{"record":"indicator","id":"indicator:growth","name":"增速","unit":"%","measure":"CHANGE"}
{"record":"indicator","id":"indicator:investment","name":"投资","unit":"CNY","measure":"FLOW"}
{"record":"unit","code":1,"label":"个","label_en":"items"}
{"record":"unit","code":"%","label":"百分之","label_en":"per cent"}
{"record":"unit","code":"亿元","label":"亿元","label_en":"100 million yuan","base":"CNY","scale":1e8}
`)
	asJSONL["bulk/a.jsonl"] = file(`{"record":"document","id":"document:register","title":"Register","recorded":"2026-01-15"}
{"record":"entity","id":"region:north","name":"北镇"}
{"record":"entity","id":"region:south","name":"南县"}
{"record":"entity","id":"region:east","name":"东州"}
`)
	want, _ := mustOpen(t, asYAML)
	got, _ := mustOpen(t, asJSONL)
	if got.Version != want.Version {
		t.Errorf("version %s, want %s", got.Version, want.Version)
	}
}

func TestScalarsAreTextWhateverYAMLThinks(t *testing.T) {
	dataset, _ := valid(t)
	dataset["entities/industries.yaml"] = file("- {id: industry:robots, name: no, name_en: 0x1F, aliases: [2024-12-30, 1_000, ~, null, 1e3, 007]}\n")
	_, records := mustOpen(t, dataset)
	e := records["industry:robots"].(*graph.Entity)
	if got := fmt.Sprint(e.Name, e.NameEN, e.Aliases); got != "no0x1F[2024-12-30 1_000 ~ null 1e3 007]" {
		t.Errorf("got %s", got)
	}
}

func TestBlockTextIsOneLine(t *testing.T) {
	dataset, _ := valid(t)
	dataset["entities/industries.yaml"] = file("- id: industry:robots\n  name: 机器人\n  description: |\n    Machines that\n    move.\n")
	_, records := mustOpen(t, dataset)
	if got := records["industry:robots"].(*graph.Entity).Description; got != "Machines that move." {
		t.Errorf("got %q", got)
	}
}

// What might look wrong and is not.
func TestValidateLetsThrough(t *testing.T) {
	place := func(words string) string {
		t.Helper()
		_, texts := valid(t)
		text, err := readable.Read(texts["report.txt"].Data, nil)
		if err != nil {
			t.Fatal(err)
		}
		var paragraphs []string
		for _, p := range text.Paragraphs {
			paragraphs = append(paragraphs, p.Text)
		}
		for i := range paragraphs {
			if places, err := Locate(paragraphs, i+1, words); err == nil {
				return places[0].Pointer()
			}
		}
		t.Fatalf("no paragraph has %s", words)
		return ""
	}
	claim := "claims:\n  - {subject: enterprise:alpha, type: IN_INDUSTRY, object: industry:robots, "
	figure := "figures:\n  - {subject: region:east, indicator: indicator:investment, status: ACTUAL, "
	for rule, c := range map[string]string{
		"an implied claim whose words name neither end": claim + "certainty: IMPLIED, note: by the sentence before, at: '" + place("投资871亿元") + "'}",
		"a note with the evidence instead of the claim": claim + "certainty: IMPLIED, evidence: [{document: document:register, at: '*', note: by its code}]}",
		"a withdrawn claim whose words do not state it": claim + "retracted: 2026-01-20, at: '" + place("投资871亿元") + "'}",
		"a withdrawn figure whose number was wrong":     figure + "value: 87.1, unit: 亿元, stated: 871亿元, retracted: 2026-01-20, at: '" + place("增长7.7%") + "'}",
		"a figure in words":                             figure + "comparator: QUALITATIVE, stated: 较快增长, at: '" + place("实现较快增长") + "'}",
		"a range":                                       "figures:\n  - {subject: region:east, indicator: indicator:projects, status: PLAN, comparator: RANGE, value: 5, value_max: 10, stated: 5至10个, at: '" + place("培育5至10个项目") + "'}",
		"a date of the same day as the dataset's":       claim + "recorded: 2026-01-31, certainty: IMPLIED, note: n, at: '" + place("甲公司") + "'}",
		"an open period, and one day":                   claim + "valid_from: 2025-01, valid_to: 2025-01-01, at: '" + place("甲公司") + "'}",
		"a former id":                                   "claims:\n  - {subject: enterprise:old-beta, type: IN_INDUSTRY, object: industry:robots, at: '" + place("乙公司") + "'}",
		"a name typed another way":                      "claims:\n  - {subject: enterprise:beta, type: PARTICIPATES_IN, object: programme:stars, at: '" + place("入选明星企业，乙") + "'}",
		"the same claim under a policy and by itself":   claim + "at: '" + place("甲公司") + "'}\n  - {subject: enterprise:alpha, type: IN_INDUSTRY, object: industry:robots, under: policy:plan, at: '" + place("甲公司") + "'}",
		"a role of a type that lists none":              claim + "role: supplier, at: '" + place("甲公司") + "'}",
	} {
		dataset, texts := valid(t)
		start, _, _ := strings.Cut(string(dataset["documents/report.yaml"].Data), "claims:")
		dataset["documents/report.yaml"] = file(start + c + "\n")
		if _, err := Validate(context.Background(), dataset, openTexts(t, texts)); err != nil {
			t.Errorf("%s: %v", rule, err)
		}
	}
}

func TestHiddenAndOtherFilesArePassedOver(t *testing.T) {
	dataset, _ := valid(t)
	dataset[".git/config.yaml"] = file("}")
	dataset["entities/.regions.yaml.swp"] = file("}")
	dataset[".draft.yaml"] = file("}")
	dataset["README.md"] = file("}")
	mustOpen(t, dataset)
}

func TestOpenOfADirectoryThatCannotBeRead(t *testing.T) {
	if _, err := Dir(t.TempDir() + "/none"); graph.CodeOf(err) != graph.CodeNotFound {
		t.Errorf("no directory: %v", err)
	}
	plain := t.TempDir() + "/file"
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Dir(plain); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("a file: %v", err)
	}
	dir := t.TempDir() + "/gone"
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	fsys := os.DirFS(dir)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), fsys, nil); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("gone: %v", err)
	}
	if _, err := Validate(context.Background(), fsys, nil); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("gone: %v", err)
	}
}

// brokenFS fails to open, to stat or to read a file.
type brokenFS struct {
	fstest.MapFS
	open, stat, read error
}

func (b brokenFS) Open(name string) (fs.File, error) {
	f, err := b.MapFS.Open(name)
	if err != nil || name != "entities/regions.yaml" && name != "z.jsonl" {
		return f, err
	}
	return brokenFile{f, b}, b.open
}

type brokenFile struct {
	fs.File
	fs brokenFS
}

func (f brokenFile) Stat() (fs.FileInfo, error) {
	if f.fs.stat != nil {
		return nil, f.fs.stat
	}
	return f.File.Stat()
}

func (f brokenFile) Read(p []byte) (int, error) {
	if f.fs.read != nil {
		return 0, f.fs.read
	}
	return f.File.Read(p)
}

func TestFilesThatCannotBeReadAreProblems(t *testing.T) {
	cause := errors.New("disk on fire")
	for name, broken := range map[string]brokenFS{"open": {open: cause}, "stat": {stat: cause}, "read": {read: cause}} {
		broken.MapFS, _ = valid(t)
		broken.MapFS["z.jsonl"] = file("{}\n")
		_, err := Open(t.Context(), broken, nil)
		var problems Problems
		if !errors.As(err, &problems) || problems.Total != 2 || !strings.Contains(err.Error(), "disk on fire") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The repository's own dataset is read like any other.
func TestSeedsAreValid(t *testing.T) {
	d, _ := mustOpen(t, os.DirFS("../seeds"))
	if d.Kinds[graph.Enterprise] < 6 || d.Types[graph.ParticipatesIn] < 6 {
		t.Errorf("dataset %+v", d)
	}
}

// generated is a dataset of so many records in YAML files.
func generated(entities, claims, figures int) fstest.MapFS {
	var enterprises, document strings.Builder
	for i := range entities {
		fmt.Fprintf(&enterprises, "- id: enterprise:firm-%d\n  name: 第%d号智能装备制造有限公司\n  name_en: Firm %d\n  aliases: [装备%d]\n", i, i, i, i)
	}
	document.WriteString("document: {id: document:register, title: Register, date: 2025-12-30, recorded: 2026-01-15}\nclaims:\n")
	for i := range claims {
		fmt.Fprintf(&document, "  - subject: enterprise:firm-%d\n    type: PARTNERS_WITH\n    object: enterprise:firm-%d\n    again: %d\n    at: \"*\"\n    note: as registered\n", i%entities, (i+1)%entities, i/entities+1)
	}
	document.WriteString("figures:\n")
	for i := range figures {
		fmt.Fprintf(&document, "  - subject: enterprise:firm-%d\n    indicator: indicator:investment\n    value: %d.5\n    unit: 亿元\n    stated: %d.5亿元\n    status: ACTUAL\n    at: \"*\"\n", i%entities, i, i)
	}
	return fstest.MapFS{
		"dataset.yaml":              file("{format: 1, title: T, licence: CC0-1.0, maintainer: M, date: 2026-01-31}\n"),
		"indicators.yaml":           file("units:\n  - {code: CNY, label: 元, label_en: yuan}\n  - {code: 亿元, label: 亿元, label_en: 100 million yuan, base: CNY, scale: 1e8}\nindicators:\n  - {id: indicator:investment, name: 投资, unit: CNY, measure: FLOW}\n"),
		"entities/enterprises.yaml": file(enterprises.String()),
		"documents/register.yaml":   file(document.String()),
	}
}

// BenchmarkOpen is of the size of the first dataset.
func BenchmarkOpen(b *testing.B) {
	dataset := generated(450, 750, 140)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(b.Context(), dataset, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// Words name an entity where a search for them would.
func TestAQuoteNamesAnEntityInEitherScript(t *testing.T) {
	dataset, texts := valid(t)
	for file, names := range map[string][2]string{"enterprises": {"甲公司", "丙公司"}, "programmes": {"name: 明星企业", "name: 群星, aliases: [明星企業]"}} {
		file = "entities/" + file + ".yaml"
		dataset[file] = &fstest.MapFile{Data: bytes.Replace(dataset[file].Data, []byte(names[0]), []byte(names[1]), 1)}
	}
	if _, err := Validate(context.Background(), dataset, openTexts(t, texts)); err != nil {
		t.Error(err)
	}
}

// What no statement points at is found, until left_out explains it. A number is
// explained by a figure that states it, not by one that is written beside it.
func TestValidateFindsWhatNothingExplains(t *testing.T) {
	dataset, texts := valid(t)
	report, err := Validate(context.Background(), dataset, openTexts(t, texts))
	if err != nil {
		t.Fatal(err)
	}
	if words, want := unexplained(report), []string{"1 东州制造业报告", "3 7.7%", "3 10个"}; !slices.Equal(words, want) {
		t.Fatalf("found %q, want %q", words, want)
	}

	whole := string(dataset["documents/report.yaml"].Data)
	wide := strings.Replace(whole, "3:4-11#4eb5422f", "3:4-18#"+graph.CheckValue("投资871亿元，增长7.7%"), 1)
	dataset["documents/report.yaml"] = file(wide)
	if report, err = Validate(context.Background(), dataset, openTexts(t, texts)); err != nil || len(report.Unexplained) != 3 {
		t.Errorf("a wider quote explains a number that its figure does not state: %v %v", report.Unexplained, err)
	}

	explained := "  left_out:\n"
	for _, f := range report.Unexplained {
		explained += "    - {at: \"" + f.Pointer + "\", reason: background}\n"
	}
	dataset["documents/report.yaml"] = file(strings.Replace(whole, "  recorded:", explained+"  recorded:", 1))
	if report, err = Validate(context.Background(), dataset, openTexts(t, texts)); err != nil || len(report.Unexplained) != 0 {
		t.Errorf("what left_out explains is still found: %v %v", report.Unexplained, err)
	}
}

// A sentence to which a claim only returns is not explained by it, and a retracted
// statement explains nothing.
func TestValidateFindsSentencesThatNoStatementIsReadFrom(t *testing.T) {
	dataset, texts := valid(t)
	whole := string(dataset["documents/report.yaml"].Data)
	pointer := func(paragraph, start int, words string) string {
		return fmt.Sprintf("%d:%d-%d#%s", paragraph, start, start+utf8.RuneCountInString(words), graph.CheckValue(words))
	}
	again := strings.Replace(whole, "at: 2:0-9#f33baacf", "at: ["+pointer(1, 0, "东州制造业报告")+", 2:0-9#f33baacf]\n    certainty: IMPLIED\n    note: By the heading.", 1)
	retracted := strings.Replace(whole, "    object: programme:stars\n", "    object: programme:stars\n    retracted: 2026-01-16\n", 1)
	for name, test := range map[string]struct {
		report string
		want   []string
	}{
		"the first place is explained": {again, []string{"2 甲公司入选明星企业，乙公司参与建设。", "3 7.7%", "3 10个"}},
		"retracted":                    {retracted, []string{"1 东州制造业报告", "2 甲公司入选明星企业，乙公司参与建设。", "3 7.7%", "3 10个"}},
	} {
		dataset["documents/report.yaml"] = file(test.report)
		report, err := Validate(context.Background(), dataset, openTexts(t, texts))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := unexplained(report); !slices.Equal(got, test.want) {
			t.Errorf("%s: found %q, want %q", name, got, test.want)
		}
	}
}

// unexplained are the words that a report finds, with their paragraphs.
func unexplained(report Report) []string {
	var words []string
	for _, f := range report.Unexplained {
		words = append(words, fmt.Sprintf("%d %s", f.Place.Paragraph, f.Words))
	}
	return words
}
