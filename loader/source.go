package loader

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"

	"policygraph/graph"
	"policygraph/loader/names"
)

// source is a dataset that was checked. It holds what few there are of, and of
// entities and statements only what cannot be told from their own records; those
// are read again each time.
type source struct {
	*checking
}

func newSource(c *checking) *source {
	c.dataset.Former = c.entities.former
	c.dataset.Version = c.tally.sum.Version(&c.dataset)
	for _, d := range c.madeDocuments {
		d.LastCited, d.Citations = int(d.cited.Load()), int(d.citations.Load())
	}
	c.statements = nil
	return &source{c}
}

func (s *source) Dataset() graph.Dataset { return s.dataset }

func (s *source) Len() int64 {
	return int64(len(s.madeIndicators) + len(s.madeDocuments) + len(s.entities.ids) + s.tally.claims + s.tally.figures)
}

var errEnough = errors.New("no more records are wanted")

func (s *source) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		for _, i := range s.madeIndicators {
			if !yield(i, nil) {
				return
			}
		}
		for _, d := range s.madeDocuments {
			if !yield(d.Document, nil) {
				return
			}
		}
		files := newParts(s.fsys)
		defer files.close()
		for _, sort := range []sorts{entitySort, claimSort, figureSort} {
			err := s.unchanged(files, sort)
			if err == nil {
				err = inOrder(ctx, 0, s.again(files, sort), func() func(batch) *remade { return s.remaker(files, sort) }, func(r *remade) error {
					for _, record := range r.records {
						if !yield(record, nil) {
							return errEnough
						}
					}
					return r.err
				})
			}
			switch {
			case err == nil:
			case errors.Is(err, errEnough):
				return
			default:
				yield(nil, err)
				return
			}
		}
	}
}

// unchanged checks that files which hold records of a sort are as long as they
// were.
func (s *source) unchanged(files *parts, sort sorts) error {
	for _, in := range s.files {
		if !slices.ContainsFunc(in.marks, func(m mark) bool { return m.sorts&sort != 0 }) {
			continue
		}
		f, err := files.file(in.name)
		if err != nil {
			return err
		}
		info, err := f.Stat()
		if err != nil || info.Size() != in.size {
			return changed(in.name)
		}
	}
	return nil
}

// remade is the records of a batch.
type remade struct {
	records []graph.Record
	err     error // why there are no more
}

// remaker makes records of one sort again.
func (s *source) remaker(files *parts, sort sorts) func(batch) *remade {
	var problems collector // stays empty: what is read is what was checked
	own := *s.checking
	own.problems, own.quiet, own.copies = &problems, true, &copies{known: map[string]string{}}
	own.scratch = &scratch{}
	own.reader = &reader{found: s.found, parts: files, lines: lines{wanted: allSorts, all: true}}
	read := lines{wanted: sort}
	return func(b batch) *remade {
		out := &remade{err: b.err}
		if b.err != nil {
			return out
		}
		if sort == entitySort {
			own.eachEntity(&read, b, func(r *entityRecord) { out.records = append(out.records, own.finishedEntity(r)) })
		} else {
			own.eachStatement(&read, b, func(st stated, at place) {
				for _, made := range st.made {
					if final := own.finished(made, at); final != nil {
						out.records = append(out.records, final)
					}
				}
			})
		}
		if out.err = own.reader.err; out.err == nil && problems.total > 0 {
			out.err = changed(b.file.name)
		}
		return out
	}
}

// eachEntity decodes the entities of a batch; a record is good until do returns.
func (c *checking) eachEntity(read *lines, b batch, do func(*entityRecord)) {
	for i := b.from; i < b.to; i++ {
		do(&b.file.entities[i])
	}
	d := decoder{b.file.name, c.problems}
	read.each(b.file.name, b.chunk, c.problems, func(_ sorts, n *node, _ int64) {
		do(read.entity.decode(d, n))
	})
}

// finishedEntity is an entity with everything that is derived.
func (c *checking) finishedEntity(r *entityRecord) *graph.Entity {
	e := entityOf(r)
	n, _ := c.entities.find(e.ID) // it was taken in
	e.ID = c.entities.ids[n]
	e.Degree = int(c.entities.degrees[n].Load())
	e.Names = namesOf(keep(c, e.Name), keep(c, e.NameEN))
	e.AliasSounds = names.Sounds(e.Aliases)
	e.Description, e.IssuedOn, e.HeldOn = keep(c, e.Description), keep(c, e.IssuedOn), keep(c, e.HeldOn)
	for i := range e.Aliases {
		e.Aliases[i] = keep(c, e.Aliases[i])
	}
	for i := range e.Codes {
		e.Codes[i].Value = keep(c, e.Codes[i].Value)
	}
	for i := range e.FormerIDs {
		e.FormerIDs[i] = keep(c, e.FormerIDs[i])
	}
	return e
}

// finished is a statement joined with the others of its id and with everything
// that is derived; nil where that comes at another place.
func (c *checking) finished(made graph.Statement, at place) graph.Record {
	key, _ := keyOf(made.RecordID()) // a derived id has one
	if same := ofKey(c.joined, key); len(same) > 0 {
		if same[0].at() != at {
			return nil
		}
		all := []graph.Statement{made}
		for _, e := range same[1:] {
			s := c.stateAgain(key, e.at(), false)
			if more := s.of(key); more != nil {
				all = append(all, more)
			} else {
				c.reader.err = cmp.Or(c.reader.err, changed(c.fileOf(e.at()).name))
			}
		}
		made = joinAll(all)
	}
	var by graph.ID
	if i, ok := slices.BinarySearchFunc(c.replaced, key, func(r correction, k idKey) int { return cmp.Compare(r.wrong, k) }); ok {
		by = c.replaced[i].by.id()
	}
	switch made := made.(type) {
	case *graph.Claim:
		made.ReplacedBy = by
		graph.FinishClaim(made)
	case *graph.Figure:
		made.ReplacedBy = by
		graph.FinishFigure(made, func(id graph.ID) *graph.Document { return c.documentByID[id].Document })
	}
	return made
}
