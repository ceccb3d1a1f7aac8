package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
)

type citeCommand struct {
	datasetFlags
	languageFlags
	ID    string `arg:"" optional:"" help:"Id of an entity, claim, figure, document or indicator; the whole dataset if omitted."`
	Style string `name:"style" enum:"text,bibtex,csl-json" default:"text" help:"text, bibtex or csl-json (${default})."`
}

// Help is what kong prints under the flags.
func (citeCommand) Help() string {
	return `Prints the citation of the dataset with its version, and of the record. That of a claim or a
figure says what it states in words, and where it is written: the document, the pointer, and
the quote, with --documents, or the note. There are no dates of access: nothing records them.`
}

const citeDocument = `query Cite($id: ID!, $style: CitationStyle!, $language: Language!) {
  dataset { version citation(style: $style) }
  node(id: $id) {
    id
    ... on Entity { name(language: $language) }
    ... on Indicator { name(language: $language) }
    ... on Document { citation(style: $style) }
    ... on Statement { reference: citation(style: $style, language: $language) evidence(first: 100) { document { citation(style: $style) } } }
  }
}`

type citations struct {
	Dataset struct{ Version, Citation string }
	Node    *struct {
		ID, Name, Citation string
		Reference          string // of a statement
		Evidence           []struct{ Document struct{ Citation string } }
	}
}

// Run prints citations.
func (t citeCommand) Run(ctx context.Context, c *console) error {
	if t.ID != "" {
		if _, err := graph.ParseID(t.ID); err != nil {
			return usagef("%w; policygraph search %q finds ids by name", err, t.ID)
		}
	}
	api, err := t.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	style := strings.ToUpper(strings.ReplaceAll(t.Style, "-", "_"))
	id := t.ID
	if id == "" {
		var data struct{ Dataset struct{ ID string } }
		if err := api.query(ctx, `{ dataset { id } }`, nil, &data); err != nil {
			return err
		}
		id = data.Dataset.ID
	}
	var data citations
	if err := api.query(ctx, citeDocument, map[string]any{"id": id, "style": style, "language": t.language()}, &data); err != nil {
		return err
	}
	if data.Node == nil {
		return errNoRecord("record", graph.ID(id))
	}
	return data.print(c, t.Style)
}

// entries are the citations of the dataset, of the record, and of the documents in which it
// is written, each once.
func (d *citations) entries() []string {
	entries := []string{d.Dataset.Citation}
	add := func(entry string) {
		if entry != "" && !slices.Contains(entries, entry) {
			entries = append(entries, entry)
		}
	}
	add(d.Node.Citation)
	add(d.Node.Reference)
	for _, e := range d.Node.Evidence {
		add(e.Document.Citation)
	}
	return entries
}

func (d *citations) print(c *console, style string) error {
	switch style {
	case "csl-json":
		items := []any{}
		for _, entry := range d.entries() {
			var item any
			if err := json.Unmarshal([]byte(entry), &item); err != nil {
				return fmt.Errorf("decode a citation: %w", err)
			}
			if list, ok := item.([]any); ok {
				items = append(items, list...)
			} else {
				items = append(items, item)
			}
		}
		return printJSON(c.out, items)
	case "bibtex":
		c.printf("%s\n", strings.Join(d.entries(), "\n"))
		return nil
	}
	if id := graph.ID(d.Node.ID); id.IsClaim() || id.IsFigure() {
		c.printf("%s\n", d.Node.Reference) // names the dataset and the documents
		return nil
	}
	c.printf("%s\n", d.Dataset.Citation)
	if name := d.Node.Name; name != "" {
		c.printf("Record: %s (%s)\n", d.Node.ID, name)
	}
	if d.Node.Citation != "" && d.Node.Citation != d.Dataset.Citation {
		c.printf("%s\n", d.Node.Citation)
	}
	return nil
}
