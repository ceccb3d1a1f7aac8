package export_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/export"
	"policygraph/graph"
	"policygraph/loader"
)

// again exports a dataset as JSONL and loads that.
func again(t *testing.T, files fstest.MapFS) (before, after graph.Source) {
	t.Helper()
	before, reader := opened(t, files)
	path, _ := written(t, "jsonl", reader, extracts["all"])
	after, err := loader.Open(t.Context(), os.DirFS(path), nil)
	if err != nil {
		var text strings.Builder
		for _, name := range []string{"indicators.jsonl", "figures.jsonl"} {
			content, _ := os.ReadFile(filepath.Join(path, name))
			text.Write(content)
		}
		t.Fatalf("the export is refused: %v\n%s", err, text.String())
	}
	return before, after
}

func TestJSONLKeepsFiguresInUnitsOfAnyScale(t *testing.T) {
	before, after := again(t, smallDataset(
		`{"record": "unit", "code": "kW", "label": "千瓦", "label_en": "kW"}`,
		`{"record": "unit", "code": "MW", "label": "兆瓦", "label_en": "MW", "base": "kW", "scale": 1000}`,
		`{"record": "unit", "code": "d", "label": "天", "label_en": "days"}`,
		`{"record": "unit", "code": "wk", "label": "周", "label_en": "weeks", "base": "d", "scale": 7}`,
		`{"record": "unit", "code": "kg", "label": "千克", "label_en": "kg"}`,
		`{"record": "unit", "code": "1000 kg", "label": "吨", "label_en": "t"}`,
		`{"record": "unit", "code": "lb", "label": "磅", "label_en": "lb", "base": "kg", "scale": 0.45359237}`,
		`{"record": "indicator", "id": "indicator:power", "name": "功率", "unit": "kW", "measure": "STOCK"}`,
		`{"record": "indicator", "id": "indicator:time", "name": "时间", "unit": "d", "measure": "STOCK"}`,
		`{"record": "indicator", "id": "indicator:mass", "name": "质量", "unit": "kg", "measure": "STOCK"}`,
		`{"record": "indicator", "id": "indicator:tonnes", "name": "吨数", "unit": "1000 kg", "measure": "STOCK"}`,
		`{"record": "figure", "subject": "region:r", "indicator": "indicator:power", "value": 5, "unit": "MW", "stated": "5MW", "status": "ACTUAL", "recorded": "2024-01-01", "document": "document:d", "at": "1:0-3#00000000"}`,
		`{"record": "figure", "subject": "region:r", "indicator": "indicator:power", "value": 5, "value_max": 10, "comparator": "RANGE", "unit": "MW", "stated": "5-10MW", "status": "TARGET", "recorded": "2024-01-01", "document": "document:d", "at": "1:0-3#00000000"}`,
		`{"record": "figure", "subject": "region:r", "indicator": "indicator:power", "value": 1200, "unit": "MW", "stated": "1,200MW", "status": "PLAN", "recorded": "2024-01-01", "document": "document:d", "at": "1:0-3#00000000"}`,
		`{"record": "figure", "subject": "region:r", "indicator": "indicator:time", "value": 3, "unit": "wk", "stated": "3周", "status": "ACTUAL", "recorded": "2024-01-01", "document": "document:d", "at": "1:0-3#00000000"}`,
		`{"record": "figure", "subject": "region:r", "indicator": "indicator:mass", "value": 12.5, "unit": "lb", "stated": "12.5磅", "status": "ACTUAL", "recorded": "2024-01-01", "document": "document:d", "at": "1:0-3#00000000"}`,
		`{"record": "figure", "subject": "region:r", "indicator": "indicator:mass", "value": 5000, "stated": "5000千克", "status": "PLAN", "recorded": "2024-01-01", "document": "document:d", "at": "1:0-3#00000000"}`,
	))
	if before.Dataset().Version != after.Dataset().Version {
		t.Errorf("version %s, want %s", after.Dataset().Version, before.Dataset().Version)
	}
}

func TestJSONLKeepsAConfidenceOfZero(t *testing.T) {
	before, after := again(t, smallDataset(
		`{"record": "claim", "subject": "project:p", "type": "LOCATED_IN", "object": "region:r", "recorded": "2024-01-01", "document": "document:d", "at": "1:0-3#00000000", "confidence": 0}`,
	))
	if before.Dataset().Version != after.Dataset().Version {
		t.Errorf("version %s, want %s", after.Dataset().Version, before.Dataset().Version)
	}
	for r := range after.Records(t.Context()) {
		if c, ok := r.(*graph.Claim); ok && c.Evidence[0].Confidence != 0 {
			t.Errorf("confidence %v, want 0", c.Evidence[0].Confidence)
		}
	}
}

func TestThePartInATitleIsOneLine(t *testing.T) {
	_, reader := opened(t, smallDataset())
	format, err := export.FormatNamed("jsonl")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "export")
	target, err := export.NewDirectory(path)
	if err != nil {
		t.Fatal(err)
	}
	about := &export.About{Dataset: *reader.Dataset(), Part: "found by a\tb\x01c\xff\ufffed"}
	wrote(t, format, target, about, reader, extracts["all"])
	if _, err := loader.Open(t.Context(), os.DirFS(path), nil); err != nil {
		t.Error(err)
	}
}
