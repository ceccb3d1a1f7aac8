package cli

import (
	"context"
	"fmt"

	"policygraph/graph"
)

type searchCommand struct {
	datasetFlags
	tableFlags
	Text  string   `arg:"" help:"Any part of a name, in any script: 万华化学, 萬華, wanhua, whhx, \"Wanhua Chemical\"."`
	Kinds []string `name:"kind" placeholder:"KIND" help:"Only this kind, such as enterprise; may be repeated."`
	First int      `name:"first" default:"10" help:"How many, 1 to 100 (${default})."`
}

const searchDocument = `query Search($text: String!, $kinds: [EntityKind!], $first: Int, $language: Language!) {
  search(text: $text, kinds: $kinds, first: $first) {
    totalCount
    tried
    edges { node { id kind name(language: $language) relationCounts { type direction count } } matched { text form how } }
  }
}`

// searchResult is a search's answer.
type searchResult struct {
	TotalCount int      `json:"totalCount"`
	Tried      []string `json:"tried"`
	Edges      []struct {
		Node    entityRef `json:"node"`
		Matched struct {
			Text string `json:"text"`
			Form string `json:"form"`
			How  string `json:"how"`
		} `json:"matched"`
	} `json:"edges"`
}

// entityRef is an entity as tables show it.
type entityRef struct {
	ID             string `json:"id"`
	Kind           string `json:"kind"`
	Name           string `json:"name"`
	RelationCounts []struct {
		Type      string `json:"type"`
		Direction string `json:"direction"`
		Count     int    `json:"count"`
	} `json:"relationCounts,omitempty"`
}

func (n entityRef) relations() (sum int) {
	for _, r := range n.RelationCounts {
		sum += r.Count
	}
	return sum
}

// Run prints what was found, best first.
func (s searchCommand) Run(ctx context.Context, c *console) error {
	kinds, err := parseKinds(s.Kinds)
	if err != nil {
		return err
	}
	api, err := s.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	var data struct{ Search searchResult }
	err = api.query(ctx, searchDocument, map[string]any{"text": s.Text, "kinds": kinds, "first": s.First, "language": s.language()}, &data)
	if err != nil {
		return err
	}
	if s.json() {
		return printJSON(c.out, data.Search)
	}
	if len(data.Search.Edges) == 0 && s.Format == "table" {
		c.printf("%s\n", nothingFound(s.Text, data.Search.Tried))
		return nil
	}
	var rows [][]string
	for _, e := range data.Search.Edges {
		rows = append(rows, []string{e.Node.Name, readableEnums([]string{e.Node.Kind}), e.Matched.Text, readableEnums([]string{e.Matched.Form}), readableEnums([]string{e.Matched.How}), fmt.Sprint(e.Node.relations()), e.Node.ID})
	}
	if err := s.print(c, []string{"name", "kind", "matched", "form", "how", "relations", "id"}, rows); err != nil {
		return err
	}
	if left := data.Search.TotalCount - len(rows); left > 0 {
		s.note(c, "and %d more: --first shows up to 100", left)
	}
	return nil
}

func nothingFound(text string, tried []string) string {
	if len(tried) == 0 {
		return fmt.Sprintf("There is nothing in %q to look for: it has no letter, digit or character.", text)
	}
	said := fmt.Sprintf("Nothing is called %q, or begins with it, or holds it. Looked at: %s.", text, readableEnums(tried))
	if id, err := graph.ParseID(text); err == nil {
		said += fmt.Sprintf("\n%s is an id, not a name: policygraph cite %s says whether there is such a record.", id, id)
	}
	return said
}
