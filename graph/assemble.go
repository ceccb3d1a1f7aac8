package graph

import (
	"cmp"
	"context"
	"iter"
	"slices"
)

func compareStrings(a, b string) int { return cmp.Compare(a, b) }

// Source is a dataset as a store takes it in: checked, joined, with everything
// derived that is derived. It can be read more than once.
type Source interface {
	// Dataset describes it, version and counts included.
	Dataset() Dataset
	// Records yields every record once, in an order in which none refers to a
	// later one but by Replaces, ReplacedBy and PartOf: indicators, documents, entities,
	// claims, figures. An error ends it.
	Records(ctx context.Context) iter.Seq2[Record, error]
}

// Assemble makes a [Source] of stated records: it fills in what was left to its
// default, derives ids, keys and counts, and joins what several documents say
// of one claim or figure (explicit wins, the earliest day recorded stands, all
// evidence is kept). It takes possession of the records.
//
// It trusts the records to be valid one by one and against each other; the
// loader is where a dataset from outside is checked. Ids of claims and figures
// that are already there must be the derived ones.
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
	if e.Kind == "" {
		e.Kind = e.ID.Kind()
	}
	if e.Kind == Policy && e.Adoption == "" {
		e.Adoption = AdoptionUnknown
	}
	for _, former := range e.FormerIDs {
		a.dataset.Former[former] = e.ID
	}
	a.entities[e.ID] = e
	a.dataset.Kinds[e.Kind]++
}

func (a *assembly) claim(c *Claim) {
	c.Subject, c.Object, c.Under = a.dataset.Resolve(c.Subject), a.dataset.Resolve(c.Object), a.dataset.Resolve(c.Under)
	c.Stage = cmp.Or(c.Stage, Done)
	c.Certainty = cmp.Or(c.Certainty, Explicit)
	if c.Type.Symmetric() && c.Object < c.Subject {
		c.Subject, c.Object = c.Object, c.Subject
	}
	c.ID = ClaimID(c, a.first)
	c.Evidence = normalEvidence(c.ID, c.Evidence)
	if have := a.claims[c.ID]; have != nil {
		joinClaim(have, c)
		return
	}
	a.claims[c.ID] = c
}

// joinClaim adds what one statement of a claim says to what another said.
func joinClaim(have, more *Claim) {
	if more.Certainty == Explicit {
		have.Certainty = Explicit
	}
	have.Recorded = min(have.Recorded, more.Recorded)
	have.Retracted = laterRetraction(have.Retracted, more.Retracted)
	have.Amount = cmp.Or(have.Amount, more.Amount)
	have.Rank = cmp.Or(have.Rank, more.Rank)
	have.Expected = cmp.Or(have.Expected, more.Expected)
	have.Replaces = cmp.Or(have.Replaces, more.Replaces)
	have.Evidence = joinEvidence(have.Evidence, more.Evidence)
}

// laterRetraction: what is still said somewhere stands.
func laterRetraction(a, b Day) Day {
	if a == "" || b == "" {
		return ""
	}
	return max(a, b)
}

func (a *assembly) figure(f *Figure) {
	f.Subject, f.Under = a.dataset.Resolve(f.Subject), a.dataset.Resolve(f.Under)
	for i, id := range f.Breakdown {
		f.Breakdown[i] = a.dataset.Resolve(id)
	}
	slices.Sort(f.Breakdown)
	f.Comparator = cmp.Or(f.Comparator, Exact)
	f.ID = FigureID(f, a.first)
	f.Evidence = normalEvidence(f.ID, f.Evidence)
	if have := a.figures[f.ID]; have != nil {
		have.Recorded = min(have.Recorded, f.Recorded)
		have.Retracted = laterRetraction(have.Retracted, f.Retracted)
		have.Replaces = cmp.Or(have.Replaces, f.Replaces)
		have.PartOf = cmp.Or(have.PartOf, f.PartOf)
		have.Evidence = joinEvidence(have.Evidence, f.Evidence)
		return
	}
	a.figures[f.ID] = f
}

// normalEvidence fills in defaults and ids, and orders evidence best first:
// surer first, then curated before rules before models, then by place.
func normalEvidence(statement ID, evidence []Evidence) []Evidence {
	for i := range evidence {
		e := &evidence[i]
		e.Statement = statement
		e.Method = cmp.Or(e.Method, Curated)
		e.ID = evidenceID(*e)
	}
	return joinEvidence(nil, evidence)
}

func joinEvidence(have, more []Evidence) []Evidence {
	for _, e := range more {
		if !slices.ContainsFunc(have, func(h Evidence) bool { return h.ID == e.ID }) {
			have = append(have, e)
		}
	}
	slices.SortStableFunc(have, func(x, y Evidence) int {
		return cmp.Or(
			cmp.Compare(y.Confidence, x.Confidence),
			cmp.Compare(slices.Index(Methods, x.Method), slices.Index(Methods, y.Method)),
			cmp.Compare(x.Document, y.Document), cmp.Compare(x.Paragraph, y.Paragraph), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End),
			cmp.Compare(x.ID, y.ID),
		)
	})
	return have
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
	c.Key, c.ListKey = RelationKey(c), ClaimListKey(c)
	if c.Retracted == "" {
		a.dataset.Types[c.Type]++
		for _, end := range []ID{c.Subject, c.Object} {
			if e := a.entities[end]; e != nil {
				e.Degree++
			}
		}
	}
	if wrong := a.claims[c.Replaces]; wrong != nil {
		wrong.ReplacedBy = c.ID
	}
	a.cite(c.Evidence)
}

func (a *assembly) finishFigure(f *Figure) {
	f.Key = FigureKey(f)
	if wrong := a.figures[f.Replaces]; wrong != nil {
		wrong.ReplacedBy = f.ID
	}
	for _, e := range f.Evidence {
		if d := a.documents[e.Document]; d != nil && d.PublishedOn.Last() > f.AsOf.Last() {
			f.AsOf = d.PublishedOn
		}
	}
	a.cite(f.Evidence)
}

func (a *assembly) cite(evidence []Evidence) {
	for _, e := range evidence {
		if d := a.documents[e.Document]; d != nil {
			d.LastCited = max(d.LastCited, e.Paragraph)
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
