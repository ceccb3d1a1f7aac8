package tables_test

import (
	"bytes"
	"testing"

	"policygraph/export/tables"
	"policygraph/graph"
	"policygraph/graph/paths"
	"policygraph/seeds/seedstest"
	"policygraph/tools/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// Both stores give the same tables, byte by byte.
func TestStoresGiveTheSameTables(t *testing.T) {
	inNeo4j, _ := seedstest.InNeo4j(t, "tables")
	readers := []*graph.Reader{open(t, seedstest.InMemory(t)), open(t, inNeo4j)}
	qingdao := &graph.EntityFilter{IDs: []graph.ID{"region:qingdao"}}
	o := tables.Options{Language: graph.EN}
	for name, made := range map[string]func(*graph.Reader) (*tables.Table, error){
		"claims": func(r *graph.Reader) (*tables.Table, error) {
			return tables.Claims(t.Context(), r, tables.ClaimQuery{Claims: graph.ClaimQuery{Certainty: graph.Implied}, EveryEvidence: true}, o)
		},
		"figures": func(r *graph.Reader) (*tables.Table, error) {
			return tables.Figures(t.Context(), r, tables.FigureQuery{Name: "figures", AnyOf: []graph.FigureFilter{{Subject: qingdao}, {Under: qingdao}}}, o)
		},
		"links": func(r *graph.Reader) (*tables.Table, error) {
			return tables.Links(t.Context(), r, tables.LinkQuery{
				From: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise}}, To: graph.EntityFilter{Kinds: []graph.Kind{graph.Programme}},
				Links: paths.LinkQuery{MaxHops: 2},
			}, o)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var written [2]bytes.Buffer
			for i, r := range readers {
				table, err := made(r)
				if err != nil {
					t.Fatal(err)
				}
				if rows, err := table.Write(&written[i], format(t, "csv")); err != nil || rows < 20 {
					t.Fatalf("%d rows, %v", rows, err)
				}
			}
			if !bytes.Equal(written[0].Bytes(), written[1].Bytes()) {
				t.Errorf("memory gives\n%s\nNeo4j gives\n%s", &written[0], &written[1])
			}
		})
	}
}
