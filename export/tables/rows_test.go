package tables_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"policygraph/export/tables"
	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/graph/paths"
	"policygraph/seeds/seedstest"
)

func open(t *testing.T, store *graph.Store) *graph.Reader {
	t.Helper()
	reader, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reader.Close() })
	return reader
}

// all reads a table's rows as texts by the names of its columns.
func all(t *testing.T, made *tables.Table, err error) []map[string]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	rows := []map[string]string{}
	for row, err := range made.Rows {
		if err != nil {
			t.Fatal(err)
		}
		if len(row) != len(made.Columns) {
			t.Fatalf("%d values for %d columns", len(row), len(made.Columns))
		}
		named := map[string]string{}
		for i, c := range made.Columns {
			named[c.Name] = tables.String(row[i])
		}
		rows = append(rows, named)
	}
	return rows
}

func column(rows []map[string]string, name string) []string {
	values := make([]string, len(rows))
	for i, row := range rows {
		values[i] = row[name]
	}
	return values
}

// extracted are the dataset's live records of a type, by id.
func extracted[T graph.Record](t *testing.T, r *graph.Reader) map[string]T {
	t.Helper()
	found := map[string]T{}
	for record, err := range r.Extract(t.Context(), graph.ExtractQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		if record, ok := record.(T); ok {
			found[string(record.RecordID())] = record
		}
	}
	return found
}

// A table of claims has every claim, once or once for each piece of its evidence.
func TestClaimsAreAllThere(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	claims := extracted[*graph.Claim](t, r)
	if len(claims) < 3*graph.MaxPage {
		t.Fatalf("%d claims are too few for a test of pages", len(claims))
	}
	quoted := tables.Options{Language: graph.EN, Quote: func(_ context.Context, e graph.Evidence) (string, error) { return "words of " + string(e.ID), nil }}
	for _, every := range []bool{false, true} {
		made, err := tables.Claims(t.Context(), r, tables.ClaimQuery{EveryEvidence: every}, quoted)
		rows := all(t, made, err)
		pieces := map[string]int{}
		for _, row := range rows {
			c := claims[row["id"]]
			if c == nil {
				t.Fatalf("%q is not a claim", row["id"])
			}
			e := c.Evidence[pieces[row["id"]]]
			pieces[row["id"]]++
			want := map[string]string{
				"type": string(c.Type), "subject_id": string(c.Subject), "object_id": string(c.Object), "role": c.Role, "certainty": string(c.Certainty),
				"confidence": tables.String(e.Confidence), "basis": string(e.Basis), "stage": string(c.Stage), "under_id": string(c.Under),
				"valid_from": string(c.ValidTime.From), "recorded": string(c.Recorded), "note": e.Note, "document_id": string(e.Document),
				"pointer": e.Pointer(), "quote": "words of " + string(e.ID), "pieces_of_evidence": fmt.Sprint(len(c.Evidence)),
				"subject_at": e.SubjectAt, "object_at": e.ObjectAt, "stage_label": c.Stage.Label().EN, "basis_label": e.Basis.Info().Label.EN,
			}
			for name, value := range want {
				if row[name] != value {
					t.Fatalf("%s of %s is %q, want %q", name, c.ID, row[name], value)
				}
			}
			if row["subject"] == "" || row["object"] == "" || row["label"] == "" || row["certainty_label"] == "" || row["document"] == "" || row["citation"] == "" {
				t.Errorf("%s lacks a name: %v", c.ID, row)
			}
		}
		for id, c := range claims {
			want := 1
			if every {
				want = len(c.Evidence)
			}
			if pieces[id] != want {
				t.Errorf("%s has %d rows, want %d", id, pieces[id], want)
			}
		}
	}
}

// The first rows are the first of all, and the table says whether there are more.
func TestFirstRows(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	q := tables.ClaimQuery{Claims: graph.ClaimQuery{Types: []graph.RelationType{graph.Operates}}}
	whole, err := tables.Claims(t.Context(), r, q, tables.Options{})
	ids := column(all(t, whole, err), "id")
	if len(ids) < 3 || whole.More {
		t.Fatalf("%d claims, more: %v", len(ids), whole.More)
	}
	for first := 1; first <= len(ids)+1; first++ {
		made, err := tables.Claims(t.Context(), r, q, tables.Options{First: first})
		got := column(all(t, made, err), "id")
		if want := ids[:min(first, len(ids))]; !slices.Equal(got, want) || made.More != (first < len(ids)) {
			t.Errorf("first %d: %v, more: %v", first, got, made.More)
		}
	}
}

// A wrong query fails before there is a table.
func TestWrongQueriesAreRefused(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	at := graph.AsOf{ValidOn: "yesterday"}
	_, claims := tables.Claims(t.Context(), r, tables.ClaimQuery{Claims: graph.ClaimQuery{At: at}}, tables.Options{})
	_, figures := tables.Figures(t.Context(), r, tables.FigureQuery{Name: "figures", At: at}, tables.Options{})
	_, links := tables.Links(t.Context(), r, tables.LinkQuery{Links: paths.LinkQuery{MaxHops: 4}}, tables.Options{})
	for _, err := range []error{claims, figures, links} {
		if graph.CodeOf(err) != graph.CodeInvalid {
			t.Errorf("error %v", err)
		}
	}
}

// Figures that match one of several filters are one list, in the API's order, without
// repetitions; targets and plans have their progress.
func TestFiguresOfSeveralFiltersAreOneList(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	figures := extracted[*graph.Figure](t, r)
	of := graph.EntityFilter{IDs: []graph.ID{"region:qingdao", "programme:qingdao-manufacturing-ai-campaign"}}
	var want []*graph.Figure
	for _, f := range figures {
		if slices.Contains(of.IDs, f.Subject) || slices.Contains(of.IDs, f.Under) {
			want = append(want, f)
		}
	}
	slices.SortFunc(want, func(a, b *graph.Figure) int { return strings.Compare(graph.FigureKey(a), graph.FigureKey(b)) })
	made, err := tables.Figures(t.Context(), r, tables.FigureQuery{Name: "figures", AnyOf: []graph.FigureFilter{{Subject: &of}, {Under: &of}, {Subject: &of}}}, tables.Options{Language: graph.EN})
	rows := all(t, made, err)
	if len(rows) != len(want) || len(rows) < 20 {
		t.Fatalf("%d figures, want %d", len(rows), len(want))
	}
	indicators := extracted[*graph.Indicator](t, r)
	for i, row := range rows {
		f := want[i]
		if row["id"] != string(f.ID) {
			t.Fatalf("figure %d is %s, want %s", i, row["id"], f.ID)
		}
		state := ""
		if f.Status != graph.StatusActual {
			var actuals []*graph.Figure
			for _, a := range figures {
				if a.Status == graph.StatusActual && a.Measure() == f.Measure() {
					actuals = append(actuals, a)
				}
			}
			state = string(graph.NewActuals(actuals, indicators[string(f.Indicator)].Measure).ProgressOf(f, graph.AsOf{}.Today(r.Dataset())).State)
		}
		if row["state"] != state || (row["state_label"] == "") != (state == "") || row["status_label"] == "" {
			t.Errorf("%s is %q, want %q", f.ID, row["state"], state)
		}
	}
}

// Links are those of each pair by itself, whatever the pages.
func TestLinksAreThoseOfEachPair(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	list := func(kind graph.Kind) (found []*graph.Entity) {
		for _, e := range extracted[*graph.Entity](t, r) {
			if e.Kind == kind {
				found = append(found, e)
			}
		}
		return found
	}
	q := paths.LinkQuery{MaxHops: 2, Avoid: []graph.Kind{graph.Region, graph.Industry}}
	made, err := tables.Links(t.Context(), r, tables.LinkQuery{
		From: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise}}, To: graph.EntityFilter{Kinds: []graph.Kind{graph.Programme}}, Links: q,
	}, tables.Options{Language: graph.EN})
	got := map[string]map[string]string{}
	for _, row := range all(t, made, err) {
		got[row["from_id"]+" "+row["to_id"]] = row
	}
	programmes := list(graph.Programme)
	if len(programmes) <= graph.MaxPage {
		t.Fatalf("%d programmes are too few for a test of pages", len(programmes))
	}
	n := 0
	for _, from := range list(graph.Enterprise) {
		for _, to := range programmes {
			q.Rows, q.Columns = []*graph.Entity{from}, []*graph.Entity{to}
			found, err := paths.Links(t.Context(), r, q)
			if err != nil {
				t.Fatal(err)
			}
			row := got[string(from.ID)+" "+string(to.ID)]
			if len(found.Rows[0]) == 0 {
				if row != nil {
					t.Errorf("%s and %s are linked: %v", from.ID, to.ID, row)
				}
				continue
			}
			n++
			cell := found.Rows[0][0]
			product, ids := 1.0, []string{}
			for _, c := range cell.Path.Claims {
				product *= c.Confidence()
				ids = append(ids, string(c.ID))
			}
			want := map[string]string{
				"paths": fmt.Sprint(cell.Count), "hops": fmt.Sprint(len(cell.Path.Claims)), "strength": tables.String(math.Round(product*1e4) / 1e4),
				"how": cell.Path.Reason(graph.EN), "claims": strings.Join(ids, " "),
			}
			for name, value := range want {
				if row[name] != value {
					t.Errorf("%s of %s and %s is %q, want %q", name, from.ID, to.ID, row[name], value)
				}
			}
		}
	}
	if n != len(got) || n == 0 {
		t.Errorf("%d links, want %d", len(got), n)
	}
}

// A matrix has a row for each entity, also one without links, and a cell for each link.
func TestAMatrixHoldsTheLinks(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	q := tables.LinkQuery{
		From: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise}}, To: graph.EntityFilter{Kinds: []graph.Kind{graph.Programme}},
		Links: paths.LinkQuery{MaxHops: 1},
	}
	long, err := tables.Links(t.Context(), r, q, tables.Options{})
	want := map[string]string{}
	for _, row := range all(t, long, err) {
		want[row["from_id"]+" "+row["to"]] = row["strength"] + " (1)"
	}
	q.Matrix = true
	made, err := tables.Links(t.Context(), r, q, tables.Options{})
	rows := all(t, made, err)
	dataset := r.Dataset()
	if len(rows) != dataset.Kinds[graph.Enterprise] || len(made.Columns) != 2+dataset.Kinds[graph.Programme] {
		t.Errorf("%d rows and %d columns", len(rows), len(made.Columns))
	}
	got := map[string]string{}
	for _, row := range rows {
		for name, cell := range row {
			if name != "from" && name != "from_id" && cell != "" {
				got[row["from_id"]+" "+name] = cell
			}
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || len(got) == 0 {
		t.Errorf("the cells are %v, want %v", got, want)
	}
}

// dense loads a graph in which each of a number of firms undertakes each of n projects,
// each of which is in each of n industries, which each of 100 programmes targets.
func dense(t *testing.T, firms, n int) *graph.Reader {
	t.Helper()
	document := &graph.Document{ID: "document:d", Title: "文件", FirstParagraph: 1, LastParagraph: 1}
	records := []graph.Record{document}
	entity := func(kind graph.Kind, i int) graph.ID {
		id := graph.ID(fmt.Sprintf("%s:n%d", kind.Prefix(), i))
		records = append(records, &graph.Entity{ID: id, Names: graph.Names{Name: fmt.Sprint("名", i)}})
		return id
	}
	var layers [4][]graph.ID
	for i, layer := range []struct {
		kind graph.Kind
		size int
	}{{graph.Enterprise, firms}, {graph.Project, n}, {graph.Industry, n}, {graph.Programme, 100}} {
		for j := range layer.size {
			layers[i] = append(layers[i], entity(layer.kind, j))
		}
	}
	claims := func(subjects []graph.ID, of graph.RelationType, objects []graph.ID) {
		for _, subject := range subjects {
			for _, object := range objects {
				records = append(records, &graph.Claim{Type: of, Subject: subject, Object: object, Stage: graph.Done, Certainty: graph.Implied, Evidence: []graph.Evidence{
					{Document: "document:d", Paragraph: 1, End: 1, Method: graph.Curated, Confidence: 0.5},
				}})
			}
		}
	}
	claims(layers[0], graph.Undertakes, layers[1])
	claims(layers[1], graph.InIndustry, layers[2])
	claims(layers[3], graph.Targets, layers[2])
	store := graph.NewStore(memory.New())
	t.Cleanup(func() { _ = store.Close() })
	if _, err := store.Load(t.Context(), graph.Assemble(graph.Dataset{Title: "Dense", Date: "2026-01-01"}, records), nil); err != nil {
		t.Fatal(err)
	}
	return open(t, store)
}

// Where many entities together meet the work limit, and each of them does not, no link is
// missing. One that meets it by itself is named.
func TestAPageThatMeetsTheLimitIsSearchedInParts(t *testing.T) {
	q := tables.LinkQuery{
		From: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise}}, To: graph.EntityFilter{Kinds: []graph.Kind{graph.Programme}},
		Links: paths.LinkQuery{MaxHops: 3},
	}
	// A path is a choice of a project, an industry and a programme.
	const n = 100 // a million paths from a firm
	const firms = paths.MaxSteps/(n*n*100) + 2
	made, err := tables.Links(t.Context(), dense(t, firms, n), q, tables.Options{})
	rows := all(t, made, err)
	if len(rows) != firms*100 || len(made.Incomplete) > 0 {
		t.Errorf("%d links of %d firms to 100 programmes, incomplete: %v", len(rows), firms, made.Incomplete)
	}
	for _, row := range rows {
		if row["strength"] != "0.125" || row["hops"] != "3" {
			t.Fatalf("a link is %v", row)
		}
	}
	made, err = tables.Links(t.Context(), dense(t, 2, 230), q, tables.Options{})
	all(t, made, err)
	if len(made.Incomplete) != 2 || !strings.Contains(made.Incomplete[0], "enterprise:n0") || !strings.Contains(made.Incomplete[0], "programme:n0") {
		t.Errorf("incomplete: %q", made.Incomplete)
	}
}

// What a reader fails with is what the table fails with.
func TestAnInterruptEndsATable(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	made, err := tables.Claims(ctx, r, tables.ClaimQuery{}, tables.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err = range made.Rows {
		if n++; err != nil {
			break
		}
		cancel()
	}
	if err == nil || n > graph.MaxPage+1 {
		t.Errorf("after %d rows: %v", n, err)
	}
}

// Progress goes from nothing to the total.
func TestProgressGoesToTheTotal(t *testing.T) {
	r := open(t, seedstest.InMemory(t))
	var steps []graph.Step
	o := tables.Options{Progress: func(s graph.Step) { steps = append(steps, s) }}
	qingdao := &graph.EntityFilter{IDs: []graph.ID{"region:qingdao"}}
	for name, made := range map[string]func() (*tables.Table, error){
		"claims": func() (*tables.Table, error) { return tables.Claims(t.Context(), r, tables.ClaimQuery{}, o) },
		"figures": func() (*tables.Table, error) {
			return tables.Figures(t.Context(), r, tables.FigureQuery{Name: "figures", AnyOf: []graph.FigureFilter{{Subject: qingdao}, {Under: qingdao}, {}}}, o)
		},
		"links": func() (*tables.Table, error) {
			of := graph.EntityFilter{Kinds: []graph.Kind{graph.Programme}}
			return tables.Links(t.Context(), r, tables.LinkQuery{From: of, To: of, Links: paths.LinkQuery{MaxHops: 1}}, o)
		},
	} {
		steps = nil
		table, err := made()
		all(t, table, err)
		first, last := steps[0], steps[len(steps)-1]
		if first.Done != 0 || last.Done != last.Total || last.Total == 0 || len(steps) < 3 {
			t.Errorf("%s: progress is %v", name, steps)
		}
	}
}

// Where the quote does not name an end of a claim, its row says where the document does,
// or for whom it speaks.
func TestClaimsSayWhereEndsAreNamed(t *testing.T) {
	store := graph.NewStore(memory.New())
	t.Cleanup(func() { _ = store.Close() })
	source := graph.Assemble(graph.Dataset{Title: "Invented", Date: "2026-01-01"}, []graph.Record{
		&graph.Document{ID: "document:d", Title: "文件", FirstParagraph: 1, LastParagraph: 9, SpeaksFor: []graph.SpeaksFor{
			{Entity: "region:r", Paragraphs: []graph.Paragraphs{{From: 2, To: 3}}, At: "1:0-2#00000000"},
			{Entity: "region:other", Paragraphs: []graph.Paragraphs{{From: 1, To: 9}}, At: "1:0-2#00000000"},
			{Entity: "programme:p", Words: []string{"本行动"}, At: "1:3-5#00000000"},
		}},
		&graph.Entity{ID: "region:r", Names: graph.Names{Name: "某地"}}, &graph.Entity{ID: "region:other", Names: graph.Names{Name: "他地"}},
		&graph.Entity{ID: "programme:p", Names: graph.Names{Name: "行动"}},
		&graph.Claim{Type: graph.Runs, Subject: "region:r", Object: "programme:p", Stage: graph.Done, Certainty: graph.Explicit, Evidence: []graph.Evidence{
			{Document: "document:d", Paragraph: 2, End: 4, Method: graph.Curated, Confidence: 1, Basis: graph.Stated, SubjectAt: "1:0-2#00000000", ObjectAt: "1:3-5#00000000"},
		}},
	})
	if _, err := store.Load(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
	r := open(t, store)
	for quote, want := range map[string]string{"": "region:r 1:0-2#00000000", "推进本行动": "region:r 1:0-2#00000000; programme:p 1:3-5#00000000"} {
		made, err := tables.Claims(t.Context(), r, tables.ClaimQuery{}, tables.Options{Quote: func(context.Context, graph.Evidence) (string, error) { return quote, nil }})
		row := all(t, made, err)[0]
		if row["speaks_for"] != want || row["subject_at"] != "1:0-2#00000000" || row["object_at"] != "1:3-5#00000000" || row["basis"] != "STATED" || row["basis_label"] != "明示" {
			t.Errorf("quote %q: %v", quote, row)
		}
	}
}
