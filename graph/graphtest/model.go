package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"policygraph/graph"
)

// model answers every query by scanning all records. It is slow, and simple enough to be
// checked against the contract by reading it.
type model struct {
	dataset    graph.Dataset
	records    map[graph.ID]graph.Record
	all        []graph.ID
	entities   []*graph.Entity
	claims     []*graph.Claim
	figures    []*graph.Figure
	documents  []*graph.Document
	indicators []*graph.Indicator

	mu     sync.Mutex // guards worlds
	worlds map[graph.AsOf]world
}

func modelOf(ctx context.Context, t T, src graph.Source) *model {
	t.Helper()
	m := &model{dataset: src.Dataset(), records: map[graph.ID]graph.Record{}}
	for r, err := range src.Records(ctx) {
		if err != nil {
			t.Fatalf("reading the source: %v", err)
		}
		m.add(r)
	}
	return m
}

func (m *model) add(r graph.Record) {
	m.records[r.RecordID()] = r
	m.all = append(m.all, r.RecordID())
	switch r := r.(type) {
	case *graph.Entity:
		m.entities = append(m.entities, r)
	case *graph.Claim:
		m.claims = append(m.claims, r)
	case *graph.Figure:
		m.figures = append(m.figures, r)
	case *graph.Document:
		m.documents = append(m.documents, r)
	case *graph.Indicator:
		m.indicators = append(m.indicators, r)
	}
}

func (m *model) entity(id graph.ID) *graph.Entity {
	e, _ := m.records[id].(*graph.Entity)
	return e
}

// answer returns the rows of a query as text, for each of its set.
func (m *model) answer(q graph.Query) [][]string {
	switch q := q.(type) {
	case graph.ListQuery:
		return m.each(q.Of, func(document graph.ID) []string { return m.list(q, document) })
	case graph.ClaimQuery:
		return m.each(q.Of, func(end graph.ID) []string { return m.edges(q, end) })
	case graph.FigureQuery:
		return m.each(q.Of, func(of graph.ID) []string { return m.figuresOf(q, of) })
	case graph.DocumentQuery:
		return m.each(q.Of, func(entity graph.ID) []string { return m.documentsOf(q, entity) })
	case graph.SearchQuery:
		return [][]string{m.search(q)}
	default:
		return [][]string{worded(m.indicators, graph.IndicatorKey, idOf)}
	}
}

func (m *model) each(of []graph.ID, answer func(graph.ID) []string) [][]string {
	if of == nil {
		return [][]string{answer("")}
	}
	out := make([][]string, len(of))
	for i, id := range of {
		out[i] = answer(m.dataset.Resolve(id))
	}
	return out
}

// worded formats rows in the order of their keys.
func worded[R any](rows []R, key func(R) string, text func(R) string) []string {
	out := make([]string, len(rows))
	for i, r := range ordered(rows, key) {
		out[i] = text(r)
	}
	return out
}

// ordered returns rows sorted by key.
func ordered[R any](rows []R, key func(R) string) []R {
	type keyed struct {
		key string
		row R
	}
	sorted := make([]keyed, len(rows))
	for i, r := range rows {
		sorted[i] = keyed{key(r), r}
	}
	slices.SortFunc(sorted, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	out := make([]R, len(rows))
	for i, k := range sorted {
		out[i] = k.row
	}
	return out
}

// allows reports whether a list is nil or contains the value.
func allows[T comparable](filter []T, v T) bool { return filter == nil || slices.Contains(filter, v) }

func kept[R any](rows []R, keep func(R) bool) []R {
	var out []R
	for _, r := range rows {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}

func (m *model) list(q graph.ListQuery, document graph.ID) []string {
	var mentioned map[graph.ID]bool
	if document != "" {
		mentioned = m.mentioned(document, q.At)
	}
	holds := m.filter(&q.Filter, q.At)
	found := kept(m.entities, func(e *graph.Entity) bool { return (document == "" || mentioned[e.ID]) && holds(e.ID) })
	out := worded(found, func(e *graph.Entity) string { return graph.EntityKey(e, q.Order) }, idOf)
	if q.Order.Reversed() {
		slices.Reverse(out)
	}
	return out
}

// mentioned returns the entities that a document's evidence mentions.
func (m *model) mentioned(document graph.ID, at graph.AsOf) map[graph.ID]bool {
	mentioned := map[graph.ID]bool{}
	for _, s := range m.statements(at) {
		if slices.ContainsFunc(s.AllEvidence(), func(e graph.Evidence) bool { return e.Document == document }) {
			for _, id := range graph.Mentions(s) {
				mentioned[id] = true
			}
		}
	}
	return mentioned
}

// evidencing returns the documents that evidence statements that mention an entity.
func (m *model) evidencing(entity graph.ID, at graph.AsOf) map[graph.ID]bool {
	documents := map[graph.ID]bool{}
	for _, s := range m.statements(at) {
		if slices.Contains(graph.Mentions(s), entity) {
			for _, e := range s.AllEvidence() {
				documents[e.Document] = true
			}
		}
	}
	return documents
}

// statements returns the statements that are seen at the dates.
func (m *model) statements(at graph.AsOf) []graph.Statement {
	var out []graph.Statement
	for _, c := range m.claims {
		if at.Sees(c.Recorded, c.Retracted, c.Holds(at)) {
			out = append(out, c)
		}
	}
	for _, f := range m.figures {
		if at.Sees(f.Recorded, f.Retracted, f.Holds(at)) {
			out = append(out, f)
		}
	}
	return out
}

func (m *model) edges(q graph.ClaimQuery, end graph.ID) []string {
	subject, object := m.filter(q.Subject, q.At), m.filter(q.Object, q.At)
	found := kept(m.claims, func(c *graph.Claim) bool {
		if end != "" {
			direction := c.From(end)
			if c.Subject != end && c.Object != end || m.entity(end) == nil ||
				!allows(q.Kinds, m.entity(c.Other(end)).Kind) ||
				direction != graph.Both && q.Direction != graph.Both && q.Direction != "" && q.Direction != direction {
				return false
			}
		}
		return q.At.Sees(c.Recorded, c.Retracted, c.Holds(q.At)) &&
			allows(q.Types, c.Type) && allows(q.Stages, c.Stage) &&
			(q.Certainty == "" || q.Certainty == c.Certainty) && (q.Validity == "" || q.Validity == c.Validity()) &&
			(!q.WithoutUnder || c.Under == "") &&
			graph.CitedBy(c.Evidence, q.Documents) && graph.HasConfidence(c.Evidence, q.MinConfidence) && subject(c.Subject) && object(c.Object)
	})
	if end == "" {
		return worded(found, graph.ClaimListKey, idOf)
	}
	found = ordered(found, graph.RelationKey)
	var out []string
	between := map[graph.ID][]*graph.Claim{}
	for _, c := range found {
		between[c.Other(end)] = append(between[c.Other(end)], c)
	}
	for _, c := range found {
		e := graph.Edge{Claim: c, Other: m.entity(c.Other(end)), Direction: c.From(end)}
		if q.Distinct {
			e.Claims = between[e.Other.ID]
			if e.Claims[0] != c {
				continue
			}
			e.Claims = e.Claims[:min(len(e.Claims), graph.MaxClaims)]
		}
		out = append(out, edgeText(e))
	}
	return out
}

func (m *model) figuresOf(q graph.FigureQuery, of graph.ID) []string {
	holds := m.figureFilter(q)
	found := kept(m.figures, func(f *graph.Figure) bool {
		is := map[graph.FiguresBy]graph.ID{graph.BySubject: f.Subject, graph.ByUnder: f.Under, graph.ByIndicator: f.Indicator, graph.ByMeasure: f.Measure()}
		return (of == "" || is[q.By] == of) && allows(q.Statuses, f.Status) && q.At.Sees(f.Recorded, f.Retracted, f.Holds(q.At)) && holds(f)
	})
	return worded(found, graph.FigureKey, idOf)
}

func (m *model) documentsOf(q graph.DocumentQuery, entity graph.ID) []string {
	var evidencing map[graph.ID]bool
	if entity != "" {
		evidencing = m.evidencing(entity, q.At)
	}
	found := kept(m.documents, func(d *graph.Document) bool { return entity == "" || evidencing[d.ID] })
	return worded(found, graph.DocumentKey, idOf)
}

// passage returns the ids of the evidence in a passage.
func (m *model) passage(p graph.Passage, at graph.AsOf) []string {
	var found []graph.Evidence
	for _, s := range m.statements(at) {
		evidence := s.AllEvidence()
		for i := range evidence {
			if e := &evidence[i]; e.Document == p.Document && p.From <= e.Paragraph && e.Paragraph <= p.To {
				found = append(found, *e)
			}
		}
	}
	return worded(found,
		func(e graph.Evidence) string {
			return fmt.Sprintf("%09d %09d %09d %s", e.Paragraph, e.Start, e.End, e.ID)
		},
		func(e graph.Evidence) string { return string(e.ID) })
}

// relationCounts formats the counts of an entity, such as "OUT ISSUED 2".
func (m *model) relationCounts(entity graph.ID, at graph.AsOf) []string {
	type relation struct {
		graph.RelationType
		graph.Direction
	}
	counts := map[relation]int{}
	for _, c := range m.claims {
		if (c.Subject == entity || c.Object == entity) && at.Sees(c.Recorded, c.Retracted, c.Holds(at)) {
			counts[relation{c.Type, c.From(entity)}]++
		}
	}
	var out []string
	for _, v := range graph.Vocabulary {
		for _, d := range []graph.Direction{graph.Out, graph.In, graph.Both} {
			if n := counts[relation{v.Type, d}]; n > 0 {
				out = append(out, fmt.Sprintf("%s %s %d", d, v.Type, n))
			}
		}
	}
	return out
}

// words formats rows without the ids of claims and figures, which are hashes:
//
//	OUT SUPPORTS programme:morning-star ×3                   an edge with three claims
//	region:dongling SUPPORTS programme:morning-star          in the list of all claims
//	ACTUAL 126 region:dongling indicator:smart-factories     a figure
func (m *model) words(rows []string) []string {
	out := make([]string, len(rows))
	for i, text := range rows {
		fields := strings.Fields(text)
		switch r := m.records[graph.ID(fields[0])].(type) {
		case *graph.Claim:
			if len(fields) == 1 {
				out[i] = fmt.Sprintf("%s %s %s", r.Subject, r.Type, r.Object)
				continue
			}
			out[i] = fmt.Sprintf("%s %s %s", fields[1], r.Type, fields[2])
			if n := len(fields) - 3; n > 0 {
				out[i] += fmt.Sprintf(" ×%d", n)
			}
		case *graph.Figure:
			out[i] = fmt.Sprintf("%s %s %s %s", r.Status, r.Stated, r.Subject, r.Indicator)
		default:
			out[i] = text
		}
	}
	return out
}
