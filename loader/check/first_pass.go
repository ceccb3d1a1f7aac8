package check

import (
	"context"
	"errors"
	"strings"

	"policygraph/graph"
	"policygraph/graph/textmatch"
	"policygraph/internal/ordered"
	"policygraph/loader/encoding"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// firstPass reads what statements refer to: units, indicators, documents and
// entities. It also marks the chunks that contain statements. Afterwards the index
// knows everything that a statement may refer to.
type firstPass struct {
	index    *Index
	files    *inventory.Inventory
	reader   *inventory.Reader
	texts    *texts
	problems problem.List

	units      []record.Unit
	indicators []record.Indicator
	speaking   [][]record.SpeaksFor // of each document made

	// Of entities, until all are read.
	names, codes sightings
	renamed      []renamed
	local        []localAlias
	ofKinds      problem.List
}

func (p *firstPass) report(at problem.Position, format string, args ...any) {
	p.problems.Report(at, format, args...)
}

// run reads every file once and compares the records in them.
func (p *firstPass) run(ctx context.Context, progress graph.Progress) error {
	if err := p.read(ctx, progress); err != nil {
		return err
	}
	p.checkUnits()
	p.checkIndicators()
	p.finishEntities()
	p.finishDocuments()
	return p.reader.Err
}

// subjects is the result of one batch.
type subjects struct {
	inventory.Batch
	mark       inventory.Mark
	problems   problem.List
	units      []record.Unit
	indicators []record.Indicator
	documents  []record.Document
	entities   []entityFound
}

func (p *firstPass) read(ctx context.Context, progress graph.Progress) error {
	var done, total int64
	for _, f := range p.files.Files {
		total += f.Size
	}
	for t, err := range ordered.Results(ctx, 0, p.files.FirstBatches(ctx), p.worker) {
		if err != nil {
			return err
		}
		in := t.File
		if long, ok := errors.AsType[encoding.LineTooLong](t.Err); ok {
			p.report(problem.At(in.Name, long.Line), "%v", t.Err)
			continue
		} else if t.Err != nil {
			p.report(problem.Position{File: in.Name}, "read: %v", t.Err)
			continue
		}
		if in.IsLines {
			in.Marks = append(in.Marks, t.mark)
		}
		p.problems.Add(&t.problems)
		p.units = append(p.units, t.units...)
		p.indicators = append(p.indicators, t.indicators...)
		for i := range t.documents {
			p.takeDocument(&t.documents[i])
		}
		for i := range t.entities {
			p.takeEntity(&t.entities[i])
		}
		done += int64(t.mark.Size)
		progress(graph.Step{Phase: "checking entities", Done: done, Total: total})
	}
	return nil
}

func (p *firstPass) worker() func(inventory.Batch) *subjects {
	fold := p.fold()
	read := record.Lines{Wanted: record.SubjectTypes, All: true}
	return func(b inventory.Batch) *subjects {
		t := &subjects{Batch: b}
		if b.Err != nil {
			return t
		}
		find := func(r *record.Entity, at inventory.Pos) {
			if e, ok := findEntity(r, at, &t.problems, fold); ok {
				t.entities = append(t.entities, e)
			}
		}
		if !b.File.IsLines {
			t.units, t.indicators, t.documents = b.File.Units, b.File.Indicators, b.File.Documents
			for i := range b.File.Entities {
				find(&b.File.Entities[i], b.File.Pos(int64(i)))
			}
			return t
		}
		d := record.NewDecoder(b.File.Name, &t.problems)
		t.mark.Mark = encoding.MarkOf(b.Chunk)
		t.mark.Types = read.Each(b.File.Name, b.Chunk, &t.problems, func(recordType record.Types, n *encoding.Node, offset int64) {
			switch recordType {
			case record.UnitType:
				t.units = decodeInto(d, n, t.units)
			case record.IndicatorType:
				t.indicators = decodeInto(d, n, t.indicators)
			case record.DocumentType:
				t.documents = decodeInto(d, n, t.documents)
			case record.EntityType:
				find(read.Entity.Decode(d, n), b.File.Pos(offset))
			}
		})
		ownIDs(t.entities)
		return t
	}
}

// fold returns how names are folded to be found in quotes; nil if no texts were given.
func (p *firstPass) fold() func(string) string {
	switch {
	case !p.texts.given():
		return nil
	case p.files.Dataset.Format.Value == record.Format:
		return spellName
	default:
		return textmatch.Fold
	}
}

// ownIDs copies the ids of entities into one text, so that they do not keep their
// chunk alive.
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

func decodeInto[R any](d record.Decoder, n *encoding.Node, records []R) []R {
	var r R
	d.Decode(n, &r)
	return append(records, r)
}

// prefixed reports an id with the wrong prefix for its record type.
func (p *firstPass) prefixed(at problem.Position, id graph.ID, prefix string) bool {
	if id.Prefix() == prefix {
		return true
	}
	p.report(at, "id: wrong prefix in %s; begin it with %s:", id, prefix)
	return false
}
