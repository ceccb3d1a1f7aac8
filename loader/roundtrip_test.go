package loader

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"policygraph/graph"
)

// Whatever float64 a program writes as JSON is read back as the same number.
func TestNumbersAreReadAsJSONWritesThem(t *testing.T) {
	random := seeded(t)
	values := []float64{0, 1, -1, 1e20, 999999999999999900000, 1e21, 1.2345678901234567e-6, 1.2345678901234567e-7, 1e99, 1e100, math.MaxFloat64, math.SmallestNonzeroFloat64}
	for range 1000 {
		if v := math.Float64frombits(random.Uint64()); !math.IsNaN(v) && !math.IsInf(v, 0) {
			values = append(values, v)
		}
	}
	var claims strings.Builder
	for i, v := range values {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&claims, `{"record":"claim","subject":"region:east","type":"FUNDED_BY","object":"region:south","again":%d,"amount":%s,"document":"document:register","at":"*"}`+"\n", i+1, text)
	}
	dataset, _ := valid(t)
	dataset["claims.jsonl"] = file(claims.String())
	_, records := mustOpen(t, dataset)
	read := 0
	for _, r := range records {
		if c, ok := r.(*graph.Claim); ok && c.Type == graph.FundedBy {
			if read++; *c.Amount != values[c.Occurrence-1] {
				t.Errorf("%v is read as %v", values[c.Occurrence-1], *c.Amount)
			}
		}
	}
	if read != len(values) {
		t.Errorf("%d numbers were read, want %d", read, len(values))
	}
}

func TestNumbersOutOfRangeAreRefused(t *testing.T) {
	for _, text := range []string{"1e309", "-1e400", "1e-400", "1e9999"} {
		dataset, _ := valid(t)
		dataset["claims.jsonl"] = file(`{"record":"claim","subject":"region:east","type":"FUNDED_BY","object":"region:south","amount":` + text + `,"document":"document:register","at":"*"}` + "\n")
		if _, _, problems := outcome(t, dataset); problems != 1 {
			t.Errorf("%s: %d problems, want 1", text, problems)
		}
	}
	dataset, _ := valid(t)
	dataset["indicators.yaml"].Data = fmt.Appendf(nil, "units:\n  - {code: a, label: a, label_en: a}\n  - {code: b, label: b, label_en: b, base: a, scale: 1e200}\n  - {code: c, label: c, label_en: c, base: a, scale: 1e-200}\nindicators:\n  - {id: indicator:i, name: i, unit: a, measure: STOCK}\n")
	dataset["documents/report.yaml"] = file(registerStart[:len(registerStart)-len("claims:\n")] + "figures:\n" +
		"  - {subject: region:east, indicator: indicator:i, value: 1e200, unit: b, stated: many, status: ACTUAL, at: '*'}\n" +
		"  - {subject: region:east, indicator: indicator:i, value: 1e-200, unit: c, stated: few, status: ACTUAL, at: '*'}\n" +
		"  - {subject: region:east, indicator: indicator:i, value: 0, unit: c, stated: none, status: ACTUAL, at: '*'}\n")
	delete(dataset, "documents/register.yaml")
	if _, _, problems := outcome(t, dataset); problems != 2 {
		t.Errorf("%d problems, want one for each value that no number holds", problems)
	}
}

// A derived unit may have any scale, and evidence any confidence from 0.
func TestLinesOfJSONSayWhatYAMLSays(t *testing.T) {
	units := "  - {code: kW, label: 千瓦, label_en: kW}\n  - {code: MW, label: 兆瓦, label_en: MW, base: kW, scale: 1000}\n  - {code: day, label: 天, label_en: day}\n  - {code: week, label: 周, label_en: week, base: day, scale: 7}\n"
	indicators := "indicators:\n  - {id: indicator:power, name: 功率, unit: kW, measure: STOCK}\n  - {id: indicator:time, name: 时间, unit: day, measure: STOCK}\n"
	yaml, _ := valid(t)
	delete(yaml, "documents/report.yaml")
	yaml["indicators.yaml"] = file("units:\n" + units + indicators)
	yaml["documents/register.yaml"] = file("document: {id: document:register, title: Register, recorded: 2026-01-15}\nfigures:\n" +
		"  - {subject: region:east, indicator: indicator:power, value: 5, unit: MW, stated: 5MW, status: ACTUAL, at: '*', confidence: 0}\n" +
		"  - {subject: region:east, indicator: indicator:time, value: 3, unit: week, stated: 3周, status: ACTUAL, at: '*', confidence: 0.0}\n")
	lines, _ := valid(t)
	delete(lines, "documents/report.yaml")
	delete(lines, "indicators.yaml")
	lines["documents/register.yaml"] = file("document: {id: document:register, title: Register, recorded: 2026-01-15}\n")
	lines["all.jsonl"] = file(`{"record":"unit","code":"kW","label":"千瓦","label_en":"kW"}
{"record":"unit","code":"day","label":"天","label_en":"day"}
{"record":"indicator","id":"indicator:power","name":"功率","unit":"kW","measure":"STOCK"}
{"record":"indicator","id":"indicator:time","name":"时间","unit":"day","measure":"STOCK"}
{"record":"unit","code":"1e3 kW","label":"千 kW","label_en":"1e3 kW","base":"kW","scale":1000}
{"record":"unit","code":"7 day","label":"7 day","label_en":"7 day","base":"day","scale":7.00000000000000000000}
{"record":"figure","subject":"region:east","indicator":"indicator:power","value":5,"unit":"1e3 kW","stated":"5MW","status":"ACTUAL","document":"document:register","at":"*","recorded":"2026-01-15","confidence":0}
{"record":"figure","subject":"region:east","indicator":"indicator:time","value":3,"unit":"7 day","stated":"3周","status":"ACTUAL","document":"document:register","at":"*","recorded":"2026-01-15","confidence":0}
`)
	want, records := mustOpen(t, yaml)
	got, _ := mustOpen(t, lines)
	if got.Version != want.Version {
		t.Errorf("version %s, want %s", got.Version, want.Version)
	}
	for _, r := range records {
		if f, ok := r.(*graph.Figure); ok && f.Evidence[0].Confidence != 0 {
			t.Errorf("%s has confidence %v", f.ID, f.Evidence[0].Confidence)
		}
	}
}

// What several documents say of one claim is one line when a program writes it, with
// more pointers than a record that stands for several claims may have.
func TestARecordOfOneStatementMayHaveAnyNumberOfPointers(t *testing.T) {
	pointers := func(document string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `,"%d:0-9#00c0ffee"`, i+1)
		}
		return fmt.Sprintf(`{"document":"document:%s","at":[%s]}`, document, b.String()[1:])
	}
	claim := func(evidence ...string) string {
		return `{"record":"claim","subject":"region:east","type":"FUNDED_BY","object":"region:south","recorded":"2026-01-15","evidence":[` + strings.Join(evidence, ",") + "]}\n"
	}
	documents := ""
	for _, id := range []string{"a", "b"} {
		documents += fmt.Sprintf(`{"record":"document","id":"document:%s","title":"T","sha256":"%064d"}`+"\n", id, 0)
	}
	var versions []graph.Version
	for _, lines := range []string{
		claim(pointers("a", 8000)) + claim(pointers("b", 8000)),
		claim(pointers("a", 8000), pointers("b", 8000)),
	} {
		dataset, _ := valid(t)
		dataset["all.jsonl"] = file(documents + lines)
		d, _ := mustOpen(t, dataset)
		versions = append(versions, d.Version)
	}
	if versions[0] != versions[1] {
		t.Errorf("versions %v", versions)
	}
}

// A claim that one document states and another implies is explicit, with the evidence
// of both. Written as one record it is still valid.
func TestOneQuoteOfSeveralDocumentsStatesAClaim(t *testing.T) {
	words := "3:4-11#" + graph.CheckValue("投资871亿元")
	record := func(at string) string {
		return `{"record":"document","id":"document:second","title":"Second","sha256":"48210b673081371f75c4897a0fc00140a243f90baa8bf6d6d4c943b5fe2c40b2"}
{"record":"claim","subject":"enterprise:alpha","type":"IN_INDUSTRY","object":"industry:robots","recorded":"2026-01-15","evidence":[{"document":"document:report","at":"` + at + `"},{"document":"document:second","at":"` + words + `","note":"by its investment"}]}` + "\n"
	}
	for name, c := range map[string]struct {
		at string
		ok bool
	}{
		"one names an end": {"2:0-9#f33baacf", true},
		"none does":        {words, false},
	} {
		dataset, texts := valid(t)
		dataset["all.jsonl"] = file(record(c.at))
		_, err := Validate(t.Context(), dataset, openTexts(t, texts))
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
