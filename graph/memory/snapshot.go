package memory

import (
	"cmp"
	"context"
	"hash/maphash"
	"sort"

	"policygraph/graph"
	"policygraph/internal/hashtable"
)

// snapshot is an indexed dataset. It is immutable once built.
//
// Ordinals number entities by name, claims by weight, figures, documents and indicators
// in the order of their lists, and evidence by document and position. Where a statement
// can be either, a figure's ordinal comes after those of all claims.
type snapshot struct {
	dataset *graph.Dataset
	config  Config

	entities   []*graph.Entity
	kinds      []uint8 // of entities, by index in [graph.Kinds]
	documents  []*graph.Document
	indicators []*graph.Indicator
	claims     []claim
	figures    []figure
	evidence   []piece

	rareClaims  rareOfClaims
	rareFigures rareOfFigures
	breakdowns  lists // of figures
	// A statement's evidence is the ordinal of its one piece. If it has several, it is
	// an index of evidenceLists, where their number and then their ordinals are, best
	// first.
	evidenceLists []uint32
	roles         []string
	figureTexts   packedStrings
	notes         packedStrings
	provenances   []provenance
	buckets       buckets // of their confidence

	// The first halves of hashes, by which two snapshots are compared.
	entityHash, documentHash, indicatorHash, claimHash, figureHash []uint64

	entityByID    hashtable.Table
	claimByID     hashtable.Table
	figureByID    hashtable.Table
	documentByID  map[graph.ID]int32
	indicatorByID map[graph.ID]int32
	measureByID   hashtable.Table
	measures      []int32 // the first figure of each

	orders map[graph.EntityOrder]order
	codes  []codeAt // in the order of codes
	names  *nameIndex

	relations      adjacency
	parallel       parallelEdges
	claimList      []int32 // claims in the order of the list of all
	claimPositions divided // positions in claimList, by category

	figuresByStatus    divided
	figuresOfSubject   divided // by entity
	figuresUnder       divided // by entity
	claimsUnder        lists   // claims by what they are under, retracted ones included
	figuresOfIndicator divided
	figuresOfMeasure   divided

	allDocuments  []int32
	allIndicators []int32
	evidenceStart []int32 // where each document's evidence starts; one more at the end
	mentions      lists   // evidence of all statements that mention an entity
	documentCount []int32 // of an entity: documents of live statements that mention it
	mentionedBy   divided // by document: the entities that its evidence mentions, divided by whether a live statement does

	facets [][][]graph.FacetCount // by index in graph.Facets, for each kind and then for all: counts, largest first
}

var seed = maphash.MakeSeed()

func idHash(id graph.ID) uint64 { return maphash.String(seed, string(id)) }

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
	a := answer{snapshot: s}
	for i, id := range ids {
		out[i] = s.record(&a, id)
	}
	return out, nil
}

// record returns a record by id; nil if there is none.
func (s *snapshot) record(a *answer, id graph.ID) graph.Record {
	switch {
	case id.IsClaim():
		if i, ok := s.findClaim(id); ok {
			return a.claim(i)
		}
	case id.IsFigure():
		if i, ok := s.findFigure(id); ok {
			return a.figure(i)
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
		if i, ok := s.findEntity(id); ok {
			return s.entities[i]
		}
	}
	return nil
}

func (s *snapshot) findEntity(id graph.ID) (int32, bool) { return s.findHashed(id, idHash(id)) }

func (s *snapshot) findHashed(id graph.ID, hash uint64) (int32, bool) {
	return s.entityByID.Find(hash, func(i int32) bool { return s.entities[i].ID == id })
}

// findEntities returns the ordinals of ids, -1 for unknown ones. Its loops are so
// short that cache misses overlap.
func (s *snapshot) findEntities(ids []graph.ID) []int32 {
	hashes, found := make([]uint64, len(ids)), make([]int32, len(ids))
	for i, id := range ids {
		hashes[i] = idHash(id)
	}
	for i, hash := range hashes {
		found[i] = s.entityByID.First(hash)
	}
	for i, id := range ids {
		if e := found[i]; e < 0 || s.entities[e].ID == id {
			continue
		}
		found[i] = -1
		if e, ok := s.findHashed(id, hashes[i]); ok {
			found[i] = e
		}
	}
	return found
}

func (s *snapshot) findClaim(id graph.ID) (int32, bool) {
	h, ok := graph.StatementHash(id, graph.ClaimPrefix)
	if !ok {
		return 0, false
	}
	return s.claimOf(h)
}

func (s *snapshot) claimOf(hash uint64) (int32, bool) {
	return s.claimByID.Find(spread(hash), func(i int32) bool { return s.claims[i].id == hash })
}

func (s *snapshot) findFigure(id graph.ID) (int32, bool) {
	h, ok := graph.StatementHash(id, graph.FigurePrefix)
	if !ok {
		return 0, false
	}
	return s.figureOf(h)
}

func (s *snapshot) figureOf(hash uint64) (int32, bool) {
	return s.figureByID.Find(spread(hash), func(i int32) bool { return s.figures[i].id == hash })
}

// measureOf returns the id of a measure: see [graph.Figure.Measure].
func (s *snapshot) measureOf(measure int32) graph.ID {
	f := &s.figures[s.measures[measure]]
	return (&graph.Figure{Subject: s.entities[f.subject].ID, Indicator: s.indicators[f.indicator].ID}).Measure()
}

func (s *snapshot) findMeasure(id graph.ID) (int32, bool) {
	return s.measureByID.Find(idHash(id), func(i int32) bool { return s.measureOf(i) == id })
}

// codeAt locates an official code: an entity, and an index of its codes.
type codeAt struct{ entity, index int32 }

func (s *snapshot) codeOf(at codeAt) graph.OfficialCode { return s.entities[at.entity].Codes[at.index] }

func compareCodes(a, b graph.OfficialCode) int {
	return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Scheme, b.Scheme))
}

// withCode appends the entities that have an official code.
func (s *snapshot) withCode(found []int32, code graph.OfficialCode) []int32 {
	from := sort.Search(len(s.codes), func(i int) bool { return compareCodes(s.codeOf(s.codes[i]), code) >= 0 })
	for _, at := range s.codes[from:] {
		if s.codeOf(at) != code {
			break
		}
		found = append(found, at.entity)
	}
	return found
}

// spread shifts the 60 bits of a statement's hash to the top of a word.
func spread(hash uint64) uint64 { return hash << (64 - 5*graph.StatementDigits) }

// size returns the number of records.
func (s *snapshot) size() int64 {
	return int64(len(s.entities) + len(s.claims) + len(s.figures) + len(s.documents) + len(s.indicators))
}

// seesStatement reports whether a statement is seen at the dates.
func (s *snapshot) seesStatement(at clocks, statement int32) bool {
	if n := int32(len(s.claims)); statement >= n {
		return s.seesFigure(at, statement-n)
	}
	return s.seesClaim(at, statement)
}

// mentioned returns the entities that a statement mentions, each once:
// [graph.Mentions] as ordinals.
func (s *snapshot) mentioned(statement int32, buffer []int32) []int32 {
	out := buffer[:0]
	add := func(entity int32) {
		if entity < 0 {
			return
		}
		for _, known := range out {
			if known == entity {
				return
			}
		}
		out = append(out, entity)
	}
	if n := int32(len(s.claims)); statement >= n {
		f := &s.figures[statement-n]
		add(f.subject)
		add(f.under)
		for _, part := range s.breakdowns.of(statement - n) {
			add(part)
		}
		return out
	}
	c := &s.claims[statement]
	add(c.subject)
	add(c.object)
	add(c.under)
	return out
}

// evidenceList returns the ordinals of the evidence of a statement that has several
// pieces, best first.
func (s *snapshot) evidenceList(at uint32) []uint32 {
	return s.evidenceLists[at+1 : at+1+s.evidenceLists[at]]
}
