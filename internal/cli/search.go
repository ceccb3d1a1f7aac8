package cli

import (
	"context"
	"fmt"

	"policygraph/graph"
)

type searchCommand struct {
	datasetFlags
	tableFlags
	Text  string   `arg:"" help:"Any part of a name, in any script: \"Wanhua Chemical\", wanhua, whhx, 万华化学, 萬華."`
	Kinds []string `name:"kind" placeholder:"KIND" completion:"kind" help:"Only entities of this kind, such as enterprise; repeatable."`
	First int      `name:"first" default:"10" help:"Number of entities, 1 to 100 (${default})."`
}

const searchDocument = `query Search($text: String!, $kinds: [EntityKind!], $first: Int, $language: Language!) {
  search(text: $text, kinds: $kinds, first: $first) {
    totalCount
    tried
    edges { node { id kind name(language: $language) relationCounts { type direction count } } matched { text form how } }
  }
}`

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

// exact is how many entities have the text as a whole name.
func (r *searchResult) exact() int {
	n := 0
	for _, e := range r.Edges {
		if e.Matched.How == "EXACT" {
			n++
		}
	}
	return n
}

// Run prints the entities found, best first.
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
		rows = append(rows, []string{e.Node.Name, enumText(e.Node.Kind), e.Matched.Text, enumText(e.Matched.Form), enumText(e.Matched.How), fmt.Sprint(e.Node.relations()), e.Node.ID})
	}
	if err := s.print(c, []string{"name", "kind", "matched", "form", "how", "relations", "id"}, rows); err != nil {
		return err
	}
	if left := data.Search.TotalCount - len(rows); left > 0 {
		c.note("%d more found; --first N shows up to 100", left)
	}
	return nil
}

// nothingFound says why a search found nothing.
func nothingFound(text string, tried []string) string {
	if len(tried) == 0 {
		return fmt.Sprintf("%q has no letter, digit or character to search for.", text)
	}
	answer := fmt.Sprintf("No name equals, begins with or contains %q. Tried: %s.", text, enumText(tried...))
	if id, err := graph.ParseID(text); err == nil {
		answer += fmt.Sprintf("\n%s is an id, not a name; policygraph cite %s looks it up.", id, id)
	}
	return answer
}
