package docs_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"policygraph/export/tables"
	"policygraph/graph"
	"policygraph/graph/paths"
	"policygraph/seeds/seedstest"
)

var columnLine = regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| (•?) ?\\|")

// The page on tables lists the columns that each table has, in their order, and marks
// those that a terminal shows.
func TestTablesPage(t *testing.T) {
	page, err := os.ReadFile("tables.md")
	if err != nil {
		t.Fatal(err)
	}
	reader, err := seedstest.InMemory(t).Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	claims, err := tables.Claims(t.Context(), reader, tables.ClaimQuery{}, tables.Options{})
	if err != nil {
		t.Fatal(err)
	}
	figures, err := tables.Figures(t.Context(), reader, tables.FigureQuery{Name: "figures"}, tables.Options{})
	if err != nil {
		t.Fatal(err)
	}
	links, err := tables.Links(t.Context(), reader, tables.LinkQuery{
		From: graph.EntityFilter{Kinds: []graph.Kind{graph.Region}}, To: graph.EntityFilter{Kinds: []graph.Kind{graph.Region}}, Links: paths.LinkQuery{MaxHops: 1},
	}, tables.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []*tables.Table{claims, figures, links} {
		_, section, found := strings.Cut(string(page), "\n## "+table.Name+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		if !found {
			t.Errorf("the page has no section on %s", table.Name)
		}
		var listed, made []string
		for _, m := range columnLine.FindAllStringSubmatch(section, -1) {
			listed = append(listed, m[1]+m[2])
		}
		for _, c := range table.Columns {
			mark := "•"
			if c.Wide {
				mark = ""
			}
			made = append(made, c.Name+mark)
		}
		if !slices.Equal(listed, made) {
			t.Errorf("%s: the page lists %v, the table has %v", table.Name, listed, made)
		}
	}
}
