package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"policygraph/graph"
	"policygraph/graph/cite"
)

// recordPage prints all about one record, as text that is wrapped to the terminal's
// width. Lists are read and printed page by page.
type recordPage struct {
	*console
	reader   *graph.Reader
	language graph.Language
	at       graph.AsOf
	quote    func(context.Context, graph.Evidence) (string, error) // nil without documents
	width    int                                                   // 0 for no limit
}

// indentation is by how much a level of the page is indented.
const indentation = 2

// line prints a text at a level of the page. Where it takes several lines, those after
// the first are indented further.
func (p *recordPage) line(level int, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	indent := strings.Repeat(" ", level*indentation)
	if room := p.width - len(indent) - indentation; room >= narrowest && text.StringWidth(line)+len(indent) > p.width {
		line = wrap(line, room)
	}
	for part := range strings.SplitSeq(line, "\n") {
		p.printf("%s%s\n", indent, strings.TrimRight(part, " "))
		if len(indent) == level*indentation {
			indent += strings.Repeat(" ", indentation)
		}
	}
}

// section begins a part of the page.
func (p *recordPage) section(format string, args ...any) {
	p.printf("\n")
	p.line(0, format, args...)
}

// field prints a value with its name, unless it is empty.
func (p *recordPage) field(name, value string) {
	if value != "" {
		p.line(1, "%s: %s", name, value)
	}
}

// record prints a record of any type.
func (p *recordPage) record(ctx context.Context, r graph.Record) error {
	switch r := r.(type) {
	case *graph.Entity:
		return p.entity(ctx, r)
	case *graph.Claim:
		return p.claim(ctx, r)
	case *graph.Figure:
		return p.figure(ctx, r)
	case *graph.Document:
		return p.document(ctx, r)
	case *graph.Indicator:
		return p.indicator(ctx, r)
	case *graph.Evidence:
		return p.pieceOfEvidence(ctx, r)
	case *graph.Dataset:
		p.line(0, "%s  %s", r.Title, r.Version.ID())
		p.field("maintainer", r.Maintainer)
		p.field("licence", r.Licence)
		p.field("date", string(r.Date))
		p.field("citation", cite.Dataset(r).In(cite.Text))
		return nil
	default:
		return graph.Errorf(graph.CodeInternal, "cannot show a record of type %T", r)
	}
}

// names prints what a thing is called beside its name in the page's language.
func (p *recordPage) names(n *graph.Names) {
	shown := map[string]bool{"": true, n.In(p.language): true}
	var others []string
	for _, name := range []string{n.Name, n.NameEN, n.Hant, n.Pinyin} {
		if !shown[name] {
			shown[name] = true
			others = append(others, name)
		}
	}
	p.field("names", strings.Join(others, ", "))
}

// clocks prints when a statement held, was recorded and was withdrawn.
func (p *recordPage) clocks(recorded, retracted graph.Day, replaces, replacedBy graph.ID) {
	p.field("recorded", string(recorded))
	p.field("withdrawn", string(retracted))
	p.field("replaces", string(replaces))
	p.field("replaced by", string(replacedBy))
}

// named are records that a page refers to.
type named struct {
	graph.Records
	language graph.Language
}

func (p *recordPage) lookUp(ctx context.Context, ids []graph.ID) (named, error) {
	found, err := p.reader.Records(ctx, ids)
	return named{found, p.language}, err
}

// name names a record: an entity or indicator by its name and id, a document as [place]
// does, and anything else by its id.
func (n named) name(id graph.ID) string {
	switch n.Records[id].(type) {
	case *graph.Entity, *graph.Indicator:
		return n.bare(id) + "  " + string(n.Records[id].RecordID())
	default:
		return n.bare(id)
	}
}

// bare is the name without the id behind it.
func (n named) bare(id graph.ID) string {
	switch r := n.Records[id].(type) {
	case *graph.Entity:
		return r.In(n.language)
	case *graph.Indicator:
		return r.In(n.language)
	case *graph.Document:
		return place(r)
	default:
		return string(id)
	}
}

// place describes a document: title, publisher, date and id.
func place(d *graph.Document) string {
	var parts []string
	for _, part := range []string{d.Title, d.Publisher, string(d.PublishedOn), string(d.ID)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// evidence prints where a statement is written: for each piece the quote, the note, and
// the place.
func (p *recordPage) evidence(ctx context.Context, level int, evidence []graph.Evidence, of named) error {
	for _, e := range evidence {
		if p.quote != nil {
			quote, err := p.quote(ctx, e)
			if err != nil {
				return err
			}
			if quote != "" {
				p.line(level, "「%s」", quote)
			}
		}
		if e.Note != "" {
			p.line(level, "%s", e.Note)
		}
		p.line(level, "%s %s (%s)", of.name(e.Document), e.Pointer(), support(e))
		if e.SubjectAt != "" {
			p.line(level, "The subject is named at %s", e.SubjectAt)
		}
		if e.ObjectAt != "" {
			p.line(level, "The object is named at %s", e.ObjectAt)
		}
	}
	return nil
}

// support says how well a piece of evidence supports its statement.
func support(e graph.Evidence) string {
	if label := e.Basis.Info().Label.EN; label != "" {
		return fmt.Sprintf("%s, confidence %g", label, e.Confidence)
	}
	return fmt.Sprintf("confidence %g", e.Confidence)
}
