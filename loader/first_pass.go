package loader

import (
	"context"
	"errors"
	"strings"

	"policygraph/graph"
)

// firstPass reads what statements are about: units, indicators, documents and
// entities. It marks where statements are, and ends when the index knows all that
// they may refer to.
type firstPass struct {
	index    *index
	files    *inventory
	reader   *reader
	texts    *texts
	problems collector

	units      []unitRecord
	indicators []indicatorRecord

	// Of entities, until all are read.
	names, codes sightings
	renamed      []renamed
	ofKinds      collector
}

func (p *firstPass) report(at position, format string, args ...any) {
	p.problems.report(at, format, args...)
}

// run reads every file once, and compares what is in them.
func (p *firstPass) run(ctx context.Context, progress graph.Progress) error {
	if err := p.read(ctx, progress); err != nil {
		return err
	}
	p.checkUnits()
	p.checkIndicators()
	p.finishEntities()
	return p.reader.err
}

// things is what one batch holds of what statements are about.
type things struct {
	batch
	mark       typedMark
	problems   collector
	units      []unitRecord
	indicators []indicatorRecord
	documents  []documentRecord
	entities   []entityFound
}

func (p *firstPass) read(ctx context.Context, progress graph.Progress) error {
	var done, total int64
	for _, f := range p.files.files {
		total += f.size
	}
	return inOrder(ctx, 0, p.files.first(ctx), p.worker, func(t *things) error {
		in := t.file
		if long, ok := errors.AsType[tooLong](t.err); ok {
			p.report(positionAt(in.name, long.line), "%v", t.err)
			return nil
		} else if t.err != nil {
			p.report(position{file: in.name}, "cannot be read: %v", t.err)
			return nil
		}
		if in.isLines {
			in.marks = append(in.marks, t.mark)
		}
		p.problems.add(&t.problems)
		p.units = append(p.units, t.units...)
		p.indicators = append(p.indicators, t.indicators...)
		for i := range t.documents {
			p.takeDocument(&t.documents[i])
		}
		for i := range t.entities {
			p.takeEntity(&t.entities[i])
		}
		done += int64(t.mark.size)
		progress(graph.Step{Phase: "checking entities", Done: done, Total: total})
		return nil
	})
}

func (p *firstPass) worker() func(batch) *things {
	folding := p.texts.given()
	read := lines{wanted: thingSorts, all: true}
	return func(b batch) *things {
		t := &things{batch: b}
		if b.err != nil {
			return t
		}
		find := func(r *entityRecord, at place) {
			if e, ok := findEntity(r, at, &t.problems, folding); ok {
				t.entities = append(t.entities, e)
			}
		}
		if !b.file.isLines {
			t.units, t.indicators, t.documents = b.file.units, b.file.indicators, b.file.documents
			for i := range b.file.entities {
				find(&b.file.entities[i], b.file.place(int64(i)))
			}
			return t
		}
		d := newDecoder(b.file.name, &t.problems)
		t.mark.mark = markOf(b.chunk)
		t.mark.sorts = read.each(b.file.name, b.chunk, &t.problems, func(recordType sorts, n *node, offset int64) {
			switch recordType {
			case unitSort:
				t.units = decodeInto(d, n, t.units)
			case indicatorSort:
				t.indicators = decodeInto(d, n, t.indicators)
			case documentSort:
				t.documents = decodeInto(d, n, t.documents)
			case entitySort:
				find(read.entity.decode(d, n), b.file.place(offset))
			}
		})
		ownIDs(t.entities)
		return t
	}
}

// ownIDs gives the ids of entities one text of their own, so that they do not
// keep their chunk.
func ownIDs(found []entityFound) {
	var text strings.Builder
	for i := range found {
		text.WriteString(string(found[i].id))
	}
	rest := text.String()
	for i := range found {
		n := len(found[i].id)
		found[i].id, rest = graph.ID(rest[:n]), rest[n:]
		for j, former := range found[i].former {
			found[i].former[j].Value = graph.ID(strings.Clone(string(former.Value)))
		}
	}
}

func decodeInto[R any](d decoder, n *node, records []R) []R {
	var r R
	d.decode(n, &r)
	return append(records, r)
}

// prefixed reports an id that does not begin as those of its record type do.
func (p *firstPass) prefixed(at position, id graph.ID, prefix string) bool {
	if id.Prefix() == prefix {
		return true
	}
	p.report(at, "id: %s is the id of something else: begin it with %s:", id, prefix)
	return false
}
