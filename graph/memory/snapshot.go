package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// snapshot is one dataset, indexed. Nothing in it changes once it is built.
//
// Ordinals number entities by name, claims by weight, figures, documents and
// indicators in the order of their lists; a statement's ordinal is a claim's,
// or a figure's after the last claim's.
type snapshot struct {
	dataset *graph.Dataset

	entities   []*graph.Entity
	claims     []*graph.Claim
	figures    []*graph.Figure
	documents  []*graph.Document
	indicators []*graph.Indicator

	entityByID    map[graph.ID]int32
	documentByID  map[graph.ID]int32
	indicatorByID map[graph.ID]int32
	measureByID   map[graph.ID]int32
	claimByID     []int32 // ordinals in the order of ids
	figureByID    []int32

	orders map[graph.EntityOrder]order
	byCode map[graph.OfficialCode][]int32

	ends            []ends // of each claim
	relations       adjacency
	withdrawn       adjacency
	claimsUnder     divided // by entity
	claimList       []int32 // claims in the order of the list of all
	claimListByType divided // places in claimList by type

	figuresAll         divided // one owner
	figuresOfSubject   divided // by entity
	figuresUnder       divided // by entity
	figuresBrokenDown  divided // by entity counted
	figuresOfIndicator divided
	figuresOfMeasure   divided

	allDocuments  []int32
	allIndicators []int32
	documentsOf   lists // by entity: what evidences standing statements that mention it
	evidenceStart []int32
	evidence      []piece // of each document by place
}

// ends are a claim's ends as ordinals.
type ends struct{ subject, object int32 }

func (e ends) other(end int32) int32 {
	if e.subject == end {
		return e.object
	}
	return e.subject
}

// piece is one piece of a statement's evidence.
type piece struct{ statement, index int32 }

// Dataset implements [graph.Snapshot].
func (s *snapshot) Dataset() *graph.Dataset { return s.dataset }

// Close implements [graph.Snapshot].
func (s *snapshot) Close() error { return nil }

// Nodes implements [graph.Snapshot].
func (s *snapshot) Nodes(ctx context.Context, ids []graph.ID) ([]graph.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]graph.Record, len(ids))
	for i, id := range ids {
		out[i] = s.record(id)
	}
	return out, nil
}

// record finds a record by id; nil where there is none.
func (s *snapshot) record(id graph.ID) graph.Record {
	switch {
	case id.IsClaim():
		if i, ok := find(s.claimByID, s.claims, id); ok {
			return s.claims[i]
		}
	case id.IsFigure():
		if i, ok := find(s.figureByID, s.figures, id); ok {
			return s.figures[i]
		}
	case id.IsDocument():
		if i, ok := s.documentByID[id]; ok {
			return s.documents[i]
		}
	case id.IsIndicator():
		if i, ok := s.indicatorByID[id]; ok {
			return s.indicators[i]
		}
	default:
		if i, ok := s.entityByID[id]; ok {
			return s.entities[i]
		}
	}
	return nil
}

// find looks an id up among records whose ordinals are given in the order of
// ids: a fifth of the memory of a map.
func find[R graph.Record](byID []int32, records []R, id graph.ID) (int32, bool) {
	at, ok := slices.BinarySearchFunc(byID, id, func(i int32, id graph.ID) int { return cmp.Compare(records[i].RecordID(), id) })
	if !ok {
		return 0, false
	}
	return byID[at], true
}

// size is the number of records.
func (s *snapshot) size() int64 {
	return int64(len(s.entities) + len(s.claims) + len(s.figures) + len(s.documents) + len(s.indicators))
}

func (s *snapshot) statement(ordinal int32) graph.Statement {
	if n := int32(len(s.claims)); ordinal >= n {
		return s.figures[ordinal-n]
	}
	return s.claims[ordinal]
}

func seesClaim(at graph.AsOf, c *graph.Claim) bool {
	return at.Sees(c.Recorded, c.Retracted, c.Holds)
}

func seesFigure(at graph.AsOf, f *graph.Figure) bool {
	return at.Sees(f.Recorded, f.Retracted, f.Period)
}

func sees(at graph.AsOf, statement graph.Statement) bool {
	switch s := statement.(type) {
	case *graph.Claim:
		return seesClaim(at, s)
	case *graph.Figure:
		return seesFigure(at, s)
	default:
		return false
	}
}
