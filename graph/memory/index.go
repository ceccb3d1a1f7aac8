package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

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
