package export_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/loader"
)

// description is dataset.yaml of the datasets that tests make.
const description = "format: 1\ntitle: Made up\nlicence: CC0-1.0\nmaintainer: tests\ndate: 2025-01-01\n"

// smallDataset is a dataset of two entities, a document, a register and the lines
// given.
func smallDataset(lines ...string) fstest.MapFS {
	lines = append([]string{
		`{"record": "document", "id": "document:d", "title": "D", "sha256": "` + strings.Repeat("a", 64) + `"}`,
		`{"record": "entity", "id": "region:r", "name": "甲市"}`,
		`{"record": "entity", "id": "project:p", "name": "乙项目"}`,
	}, lines...)
	return fstest.MapFS{"dataset.yaml": {Data: []byte(description)}, "all.jsonl": {Data: []byte(strings.Join(lines, "\n"))}}
}

// opened loads a dataset and opens it for reading.
func opened(t *testing.T, files fstest.MapFS) (graph.Source, *graph.Reader) {
	t.Helper()
	source, err := loader.Open(t.Context(), files, nil)
	if err != nil {
		t.Fatal(err)
	}
	store := graph.NewStore(memory.New())
	if _, err := store.Load(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
	reader, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reader.Close() })
	return source, reader
}
