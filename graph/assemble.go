package graph

import (
	"context"
	"iter"
	"slices"
)

// Source is a dataset that a store can load: checked, joined, and with all derived
// fields filled in. It can be read more than once, also concurrently.
//
// It may hold its records or read them anew each time, so pointers to records may
// differ between readings. Records that it has yielded stay valid; neither the source
// nor its caller may change them.
type Source interface {
	// Dataset returns its description, version and counts included.
	Dataset() Dataset
	// Len returns the number of records that Records yields.
	Len() int64
	// Records yields every record once, by type: indicators, documents, entities,
	// claims, figures. So no record refers to a later one, except by Replaces,
	// ReplacedBy and PartOf. The order of records of one type is up to the source, and
	// the same each time. An error ends the sequence: that of ctx, or one that says
	// that a file is gone or has changed.
	Records(ctx context.Context) iter.Seq2[Record, error]
}

// Assemble returns a [Source] of records, which it keeps in memory; it is meant for
// small datasets made in a program. It fills in defaults, derives ids, keys and
// counts, and joins the records of one claim or figure that several documents state
// (see [JoinClaims]). The caller must not use the records afterwards.
//
// It trusts the records to be valid one by one and against each other; the
// loader is where a dataset from outside is checked. Ids of claims and figures
// that are already set must be the derived ones.
func Assemble(d Dataset, records []Record) Source {
	a := assembly{dataset: d, entities: map[ID]*Entity{}, documents: map[ID]*Document{}, claims: map[ID]*Claim{}, figures: map[ID]*Figure{}}
	a.dataset.Kinds, a.dataset.Types, a.dataset.Former = map[Kind]int{}, map[RelationType]int{}, map[ID]ID{}
	for _, r := range records {
		switch r := r.(type) {
		case *Indicator:
			a.indicators = append(a.indicators, r)
		case *Document:
			a.documents[r.ID] = r
		case *Entity:
			a.entity(r)
		}
	}
	for _, r := range records {
		switch r := r.(type) {
		case *Claim:
			a.claim(r)
		case *Figure:
			a.figure(r)
		}
	}
	return a.finish()
}

type assembly struct {
	dataset    Dataset
	indicators []*Indicator
	documents  map[ID]*Document
	entities   map[ID]*Entity
	claims     map[ID]*Claim
	figures    map[ID]*Figure
}

func (a *assembly) first(id ID) ID {
	if e := a.entities[id]; e != nil && len(e.FormerIDs) > 0 {
		return e.FormerIDs[0]
	}
	return id
}

func (a *assembly) entity(e *Entity) {
	CompleteEntity(e)
	for _, former := range e.FormerIDs {
		a.dataset.Former[former] = e.ID
	}
	a.entities[e.ID] = e
	a.dataset.Kinds[e.Kind]++
}

func (a *assembly) claim(c *Claim) {
	c.Subject, c.Object, c.Under = a.dataset.Resolve(c.Subject), a.dataset.Resolve(c.Object), a.dataset.Resolve(c.Under)
	CompleteClaim(c, a.first)
	if have := a.claims[c.ID]; have != nil {
		JoinClaims(have, c)
		return
	}
	a.claims[c.ID] = c
}

func (a *assembly) figure(f *Figure) {
	f.Subject, f.Under = a.dataset.Resolve(f.Subject), a.dataset.Resolve(f.Under)
	for i, id := range f.Breakdown {
		f.Breakdown[i] = a.dataset.Resolve(id)
	}
	CompleteFigure(f, a.first)
	if have := a.figures[f.ID]; have != nil {
		JoinFigures(have, f)
		return
	}
	a.figures[f.ID] = f
}

func (a *assembly) finish() Source {
	for _, c := range a.claims {
		a.finishClaim(c)
	}
	for _, f := range a.figures {
		a.finishFigure(f)
	}
	for _, d := range a.documents {
		d.Key = DocumentKey(d)
		if d.PublishedOn.Last() > a.dataset.NewestDocument.Last() {
			a.dataset.NewestDocument = d.PublishedOn
		}
	}

	src := &assembled{}
	for _, i := range a.indicators {
		src.records = append(src.records, i)
	}
	src.records = appendSorted(src.records, a.documents)
	src.records = appendSorted(src.records, a.entities)
	src.records = appendSorted(src.records, a.claims)
	src.records = appendSorted(src.records, a.figures)
	var sum VersionHash
	for _, r := range src.records {
		sum.Add(RecordHash(r))
	}
	a.dataset.Version = sum.Version(&a.dataset)
	src.dataset = a.dataset
	return src
}

func (a *assembly) finishClaim(c *Claim) {
	FinishClaim(c, func(id ID) *Document { return a.documents[id] })
	if c.Retracted == "" {
		a.dataset.Types[c.Type]++
		for _, end := range []ID{c.Subject, c.Object} {
			if e := a.entities[end]; e != nil {
				e.Degree++
			}
		}
		c.Ties(func(end ID) {
			if e := a.entities[end]; e != nil {
				e.Ties++
			}
		})
	}
	if wrong := a.claims[c.Replaces]; wrong != nil && (wrong.ReplacedBy == "" || c.ID < wrong.ReplacedBy) {
		wrong.ReplacedBy = c.ID
	}
	a.cite(c.Evidence)
}

func (a *assembly) finishFigure(f *Figure) {
	FinishFigure(f, func(id ID) *Document { return a.documents[id] })
	if wrong := a.figures[f.Replaces]; wrong != nil && (wrong.ReplacedBy == "" || f.ID < wrong.ReplacedBy) {
		wrong.ReplacedBy = f.ID
	}
	a.cite(f.Evidence)
}

func (a *assembly) cite(evidence []Evidence) {
	for _, e := range evidence {
		if d := a.documents[e.Document]; d != nil {
			d.LastCited = max(d.LastCited, e.Paragraph)
			d.Citations++
		}
	}
}

func appendSorted[R Record](records []Record, byID map[ID]R) []Record {
	ids := make([]ID, 0, len(byID))
	for id := range byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		records = append(records, byID[id])
	}
	return records
}

type assembled struct {
	dataset Dataset
	records []Record
}

func (s *assembled) Dataset() Dataset { return s.dataset }

func (s *assembled) Len() int64 { return int64(len(s.records)) }

func (s *assembled) Records(ctx context.Context) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, r := range s.records {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}
