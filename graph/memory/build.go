package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// build reads a dataset and indexes it.
func build(ctx context.Context, src graph.Source, progress graph.Progress) (*snapshot, error) {
	dataset := src.Dataset()
	s := &snapshot{dataset: &dataset}
	if err := s.read(ctx, src, progress); err != nil {
		return nil, err
	}
	s.number()
	steps := []struct {
		phase string
		index func() error
	}{
		{"ordering entities", s.indexEntities},
		{"connecting claims", s.indexClaims},
		{"indexing figures", s.indexFigures},
		{"indexing evidence", func() error { return s.indexEvidence(ctx) }},
	}
	for i, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress(graph.Step{Phase: step.phase, Done: int64(i), Total: int64(len(steps))})
		if err := step.index(); err != nil {
			return nil, err
		}
	}
	return s, ctx.Err()
}

func (s *snapshot) read(ctx context.Context, src graph.Source, progress graph.Progress) error {
	for r, err := range src.Records(ctx) {
		if err != nil {
			return err
		}
		if n := s.size(); n%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(graph.Step{Phase: "reading records", Done: n})
		}
		switch r := r.(type) {
		case *graph.Entity:
			s.entities = append(s.entities, r)
		case *graph.Claim:
			s.claims = append(s.claims, r)
		case *graph.Figure:
			s.figures = append(s.figures, r)
		case *graph.Document:
			s.documents = append(s.documents, r)
		case *graph.Indicator:
			s.indicators = append(s.indicators, r)
		}
	}
	return nil
}

// number puts every sort of record into its order, which gives it its ordinals.
func (s *snapshot) number() {
	s.entities = arranged(s.entities, func(e *graph.Entity) string { return graph.EntityKey(e, listed[0]) })
	s.claims = arranged(s.claims, func(c *graph.Claim) string { return c.Key })
	s.figures = arranged(s.figures, func(f *graph.Figure) string { return f.Key })
	s.documents = arranged(s.documents, func(d *graph.Document) string { return d.Key })
	s.indicators = arranged(s.indicators, graph.IndicatorKey)

	s.entityByID, s.documentByID, s.indicatorByID = numbers(s.entities), numbers(s.documents), numbers(s.indicators)
	s.claimByID = sortedBy(len(s.claims), func(i int32) string { return string(s.claims[i].ID) })
	s.figureByID = sortedBy(len(s.figures), func(i int32) string { return string(s.figures[i].ID) })
	s.allDocuments, s.allIndicators = upTo(len(s.documents)), upTo(len(s.indicators))
}

// arranged are records in the order of a key.
func arranged[R any](records []R, key func(R) string) []R {
	out := make([]R, len(records))
	for place, i := range sortedBy(len(records), func(i int32) string { return key(records[i]) }) {
		out[place] = records[i]
	}
	return out
}

// sortedBy are the numbers below n in the order of a key, which is asked for
// once each.
func sortedBy(n int, key func(int32) string) []int32 {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = key(int32(i))
	}
	out := upTo(n)
	slices.SortFunc(out, func(a, b int32) int { return cmp.Compare(keys[a], keys[b]) })
	return out
}

func numbers[R graph.Record](records []R) map[graph.ID]int32 {
	m := make(map[graph.ID]int32, len(records))
	for i, r := range records {
		m[r.RecordID()] = int32(i)
	}
	return m
}

// known fails for a record that refers to one that is not there, which a
// checked dataset has none of.
func known(m map[graph.ID]int32, by graph.Record, id graph.ID) (int32, error) {
	i, ok := m[id]
	if !ok {
		return 0, graph.Errorf(graph.CodeInvalid, "%s refers to %q, which is not in the dataset: validate it", by.RecordID(), id)
	}
	return i, nil
}

func (s *snapshot) indexEntities() error {
	kindIndex := make(map[graph.Kind]int32, len(graph.Kinds))
	for i, k := range graph.Kinds {
		kindIndex[k.Kind] = int32(i)
	}
	s.orders = make(map[graph.EntityOrder]order, len(listed))
	for _, by := range listed {
		o := order{EntityOrder: by}
		o.entity = sortedBy(len(s.entities), func(i int32) string { return graph.EntityKey(s.entities[i], by) })
		o.kinds = collect(len(graph.Kinds), func(add func(owner, item int32)) {
			for place, entity := range o.entity {
				add(kindIndex[s.entities[entity].Kind], int32(place))
			}
		})
		s.orders[by] = o
	}
	s.byCode = map[graph.OfficialCode][]int32{}
	for i, e := range s.entities {
		for _, code := range e.Codes {
			s.byCode[code] = append(s.byCode[code], int32(i))
		}
	}
	return nil
}

func (s *snapshot) indexClaims() error {
	s.ends = make([]ends, len(s.claims))
	under := make([]int32, len(s.claims)) // -1 where none
	for i, c := range s.claims {
		var err error
		if s.ends[i].subject, err = known(s.entityByID, c, c.Subject); err != nil {
			return err
		}
		if s.ends[i].object, err = known(s.entityByID, c, c.Object); err != nil {
			return err
		}
		if under[i], err = optional(s.entityByID, c, c.Under); err != nil {
			return err
		}
	}
	s.relations = connect(len(s.entities), s.claims, s.ends, false)
	s.withdrawn = connect(len(s.entities), s.claims, s.ends, true)
	s.claimsUnder = divide(len(s.entities), func(add func(owner, item int32, withdrawn bool)) {
		for i, c := range s.claims {
			if under[i] >= 0 {
				add(under[i], int32(i), c.Retracted != "")
			}
		}
	})
	s.claimList = sortedBy(len(s.claims), func(i int32) string { return s.claims[i].ListKey })
	s.claimListByType = divide(len(graph.Vocabulary), func(add func(owner, item int32, withdrawn bool)) {
		for place, claim := range s.claimList {
			c := s.claims[claim]
			add(int32(typeIndex[c.Type]), int32(place), c.Retracted != "")
		}
	})
	return nil
}

// optional is -1 for no id.
func optional(m map[graph.ID]int32, by graph.Record, id graph.ID) (int32, error) {
	if id == "" {
		return -1, nil
	}
	return known(m, by, id)
}

func (s *snapshot) indexFigures() error {
	type owners struct {
		subject, under, indicator, measure int32
		parts                              []int32
	}
	s.measureByID = map[graph.ID]int32{}
	of := make([]owners, len(s.figures))
	for i, f := range s.figures {
		o := &of[i]
		var err error
		if o.subject, err = known(s.entityByID, f, f.Subject); err != nil {
			return err
		}
		if o.under, err = optional(s.entityByID, f, f.Under); err != nil {
			return err
		}
		if o.indicator, err = known(s.indicatorByID, f, f.Indicator); err != nil {
			return err
		}
		for _, id := range f.Breakdown {
			part, err := known(s.entityByID, f, id)
			if err != nil {
				return err
			}
			o.parts = append(o.parts, part)
		}
		measure, ok := s.measureByID[f.Measure()]
		if !ok {
			measure = int32(len(s.measureByID))
			s.measureByID[f.Measure()] = measure
		}
		o.measure = measure
	}
	by := func(n int, owner func(owners) int32) divided {
		return divide(n, func(add func(owner, item int32, withdrawn bool)) {
			for i, f := range s.figures {
				if o := owner(of[i]); o >= 0 {
					add(o, int32(i), f.Retracted != "")
				}
			}
		})
	}
	s.figuresAll = by(1, func(owners) int32 { return 0 })
	s.figuresOfSubject = by(len(s.entities), func(o owners) int32 { return o.subject })
	s.figuresUnder = by(len(s.entities), func(o owners) int32 { return o.under })
	s.figuresOfIndicator = by(len(s.indicators), func(o owners) int32 { return o.indicator })
	s.figuresOfMeasure = by(len(s.measureByID), func(o owners) int32 { return o.measure })
	s.figuresBrokenDown = divide(len(s.entities), func(add func(owner, item int32, withdrawn bool)) {
		for i, f := range s.figures {
			for _, part := range of[i].parts {
				add(part, int32(i), f.Retracted != "")
			}
		}
	})
	return nil
}

// indexEvidence arranges evidence by document and place, and documents by
// entity.
func (s *snapshot) indexEvidence(ctx context.Context) error {
	s.evidenceStart = make([]int32, len(s.documents)+1)
	statements := int32(len(s.claims) + len(s.figures))
	for i := range statements {
		statement := s.statement(i)
		proof := statement.Proof()
		for j := range proof {
			d, err := known(s.documentByID, statement, proof[j].Document)
			if err != nil {
				return err
			}
			s.evidenceStart[d+1]++
		}
	}
	for i := range s.documents {
		s.evidenceStart[i+1] += s.evidenceStart[i]
	}
	s.evidence = make([]piece, s.evidenceStart[len(s.documents)])
	next := slices.Clone(s.evidenceStart)
	for i := range statements {
		for j, e := range s.statement(i).Proof() {
			d := s.documentByID[e.Document]
			s.evidence[next[d]] = piece{i, int32(j)}
			next[d]++
		}
	}
	for d := range int32(len(s.documents)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		slices.SortFunc(s.pieces(d), func(a, b piece) int {
			x, y := s.proof(a), s.proof(b)
			return cmp.Or(cmp.Compare(x.Paragraph, y.Paragraph), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.ID, y.ID))
		})
	}

	s.documentsOf.start = make([]int32, 1, len(s.entities)+1)
	for entity := range int32(len(s.entities)) {
		found, err := s.evidencing(ctx, entity, graph.AsOf{})
		if err != nil {
			return err
		}
		s.documentsOf.items = append(s.documentsOf.items, found...)
		s.documentsOf.start = append(s.documentsOf.start, int32(len(s.documentsOf.items)))
	}
	return nil
}
