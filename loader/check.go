package loader

import (
	"context"
	"errors"
	"strings"

	"policygraph/graph"
)

// checking compares records with each other and makes the domain's records of
// them. A value that could not be read was reported when it was, and is passed
// over here.
//
// Entities, documents and indicators come first, in the order of files; then
// every statement is checked against them by itself, on all cores, each with a
// copy of this that has problems of its own; what remains is to compare
// statements that make the same claim or refer to each other.
type checking struct {
	*found
	problems *collector
	texts    *texts
	cited    *cited
	quiet    bool // statements are made again: their texts are not looked at
	reader   *reader
	copies   *copies // of texts that records keep; nil where none are kept
	scratch  *scratch

	dataset       graph.Dataset
	tally         tally
	unitsByCode   map[string]*unitRecord
	indicatorByID map[graph.ID]*indicatorRecord
	documentByID  map[graph.ID]*document
	entities      *entities

	units      []unitRecord
	indicators []indicatorRecord
	// Records that are kept as they are.
	madeIndicators []*graph.Indicator
	madeDocuments  []*document

	// Until all entities are read.
	names, codes sightings
	renamed      []renamed
	ofKinds      collector

	// Until all statements are read.
	statements *statements
	links      []link
	above      map[graph.RelationType][]above

	// From then on.
	refs     []declared   // in the order of sums
	joined   []entry      // statements of what several state, in order
	replaced []correction // in order
}

// tally is what is counted of records.
type tally struct {
	sum                      graph.VersionHash
	claims, implied, figures int
	types                    map[graph.RelationType]int // claims that stand
}

func newTally() tally { return tally{types: map[graph.RelationType]int{}} }

func (t *tally) add(other *tally) {
	t.sum.AddAll(other.sum)
	t.claims += other.claims
	t.implied += other.implied
	t.figures += other.figures
	for relation, n := range other.types {
		t.types[relation] += n
	}
}

func newChecking(ctx context.Context, f *found, documents *Documents) *checking {
	return &checking{
		found: f, problems: &f.problems, texts: &texts{ctx: ctx, documents: documents, failed: map[graph.ID]bool{}}, cited: &cited{},
		reader: &reader{found: f, parts: newParts(f.fsys), lines: lines{wanted: allSorts, all: true}},
		tally:  newTally(), unitsByCode: map[string]*unitRecord{}, indicatorByID: map[graph.ID]*indicatorRecord{},
		documentByID: map[graph.ID]*document{}, entities: newEntities(),
		scratch: &scratch{}, statements: &statements{}, above: map[graph.RelationType][]above{},
	}
}

// all runs every check: first of what others refer to, then of what refers.
func (c *checking) all(ctx context.Context, progress graph.Progress) error {
	c.describe()
	if err := c.readThings(ctx, progress); err != nil {
		return err
	}
	c.checkUnits()
	c.checkIndicators()
	c.finishEntities()
	if err := c.readStatements(ctx, progress); err != nil {
		return err
	}
	c.settle()
	c.checkHierarchies()
	return errors.Join(c.reader.err, ctx.Err())
}

func (c *checking) report(at position, format string, args ...any) {
	c.problems.report(at, format, args...)
}

// things is what one batch holds of what statements are about.
type things struct {
	batch
	mark       mark
	problems   collector
	units      []unitRecord
	indicators []indicatorRecord
	documents  []documentRecord
	entities   []entityFound
}

// readThings takes in all that statements are about, and marks where statements
// are.
func (c *checking) readThings(ctx context.Context, progress graph.Progress) error {
	var done, total int64
	for _, f := range c.files {
		total += f.size
	}
	return inOrder(ctx, 0, c.first(ctx), c.thingsWorker, func(t *things) error {
		in := t.file
		if long, ok := errors.AsType[tooLong](t.err); ok {
			c.report(position{in.name, long.line}, "%v", t.err)
			return nil
		} else if t.err != nil {
			c.report(position{file: in.name}, "cannot be read: %v", t.err)
			return nil
		}
		if in.isLines {
			in.marks = append(in.marks, t.mark)
		}
		c.problems.add(&t.problems)
		c.units = append(c.units, t.units...)
		c.indicators = append(c.indicators, t.indicators...)
		for i := range t.documents {
			c.takeDocument(&t.documents[i])
		}
		for i := range t.entities {
			c.takeEntity(&t.entities[i])
		}
		done += int64(t.mark.size)
		progress(graph.Step{Phase: "checking entities", Done: done, Total: total})
		return nil
	})
}

func (c *checking) thingsWorker() func(batch) *things {
	own := *c
	read := lines{wanted: thingSorts, all: true}
	return func(b batch) *things {
		t := &things{batch: b}
		if b.err != nil {
			return t
		}
		own.problems = &t.problems
		find := func(r *entityRecord, at place) {
			if e, ok := own.findEntity(r, at); ok {
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
		d := decoder{b.file.name, &t.problems}
		t.mark = markOf(b.chunk)
		t.mark.sorts = read.each(b.file.name, b.chunk, &t.problems, func(sort sorts, n *node, offset int64) {
			switch sort {
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

// prefixed reports an id that does not begin as its sort of record's does.
func (c *checking) prefixed(at position, id graph.ID, prefix string) bool {
	if id.Prefix() == prefix {
		return true
	}
	c.report(at, "id: %s is the id of something else: begin it with %s:", id, prefix)
	return false
}

// notAfterDataset reports a date later than the dataset's own.
func (c *checking) notAfterDataset(at position, key string, date graph.PartialDate) {
	if c.dataset.Date != "" && date.First() > c.dataset.Date {
		c.report(at, "%s: %s is after the dataset's own date %s: correct one of them", key, date, c.dataset.Date)
	}
}
