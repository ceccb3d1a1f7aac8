package graphtest

import (
	"context"
	"fmt"
	"slices"

	"policygraph/graph"
)

var extractCases = []Case{
	reading("an extract with retracted statements is the whole dataset", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		var want []string
		for id := range m.records {
			want = append(want, string(id))
		}
		expect(t, "records", extracted(ctx, t, r, graph.ExtractQuery{At: graph.AsOf{IncludeRetracted: true}}), want)
	}),
	reading("an extract leaves out retracted statements by default", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expect(t, "records", extracted(ctx, t, r, graph.ExtractQuery{}), m.extract(graph.ExtractQuery{}))
	}),
	reading("an extract of some entities has the statements between them and all records that these refer to", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		for _, q := range []graph.ExtractQuery{
			{Filter: &graph.EntityFilter{Kinds: kinds(graph.Enterprise, graph.Programme)}},
			{Filter: &graph.EntityFilter{Kinds: kinds(graph.Region)}, At: graph.AsOf{IncludeRetracted: true}},
			{Filter: &graph.EntityFilter{IDs: of(Beichen, FormerYunhe, Langang)}, At: graph.AsOf{KnownAsOf: "2024-05-31"}},
			{Filter: &graph.EntityFilter{IDs: []graph.ID{}}},
			{Filter: &graph.EntityFilter{Kinds: kinds(graph.Programme, graph.Policy)}, Certainty: graph.Implied},
			{Certainty: graph.Explicit}, {MinConfidence: new(0.76)},
		} {
			expect(t, fmt.Sprintf("%+v of %+v", q, q.Filter), extracted(ctx, t, r, q), m.extract(q))
		}
	}),
	reading("a closed extract refers to no statement outside it", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		for _, q := range []graph.ExtractQuery{
			{Closed: true}, {Closed: true, MinConfidence: new(0.8)},
			{Closed: true, At: graph.AsOf{IncludeRetracted: true}},
			{Closed: true, Filter: &graph.EntityFilter{Kinds: kinds(graph.Enterprise, graph.Region)}, At: graph.AsOf{IncludeRetracted: true}},
		} {
			in := map[graph.ID]bool{"": true}
			for _, id := range m.extract(q) {
				in[graph.ID(id)] = true
			}
			for record, err := range r.Extract(ctx, q) {
				if err != nil {
					t.Fatalf("%v", err)
				}
				want := m.records[record.RecordID()]
				switch s := record.(type) {
				case *graph.Claim:
					w := want.(*graph.Claim).Replaces
					if !in[w] {
						w = ""
					}
					if s.Replaces != w {
						t.Errorf("%s replaces %q, want %q", s.ID, s.Replaces, w)
					}
				case *graph.Figure:
					w := want.(*graph.Figure)
					if !in[s.Replaces] || !in[s.PartOf] || in[w.Replaces] && s.Replaces != w.Replaces || in[w.PartOf] && s.PartOf != w.PartOf {
						t.Errorf("%s replaces %q and is part of %q, want %q and %q, or nothing outside", s.ID, s.Replaces, s.PartOf, w.Replaces, w.PartOf)
					}
				}
			}
		}
	}),
	reading("an extract can be stopped at any record", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		seen := 0
		for _, err := range r.Extract(ctx, graph.ExtractQuery{}) {
			if err != nil {
				t.Fatalf("record %d: %v", seen+1, err)
			}
			if seen++; seen == 3 {
				break
			}
		}
		if seen != 3 {
			t.Errorf("%d records, want 3", seen)
		}
	}),
	reading("an extract fails with the error of a read", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for record, err := range r.Extract(ctx, graph.ExtractQuery{At: graph.AsOf{IncludeRetracted: true, KnownAsOf: "2024-05-31"}}) {
			if record == nil {
				expectCode(t, "both", err, graph.CodeInvalid)
			}
		}
	}),
}

// extracted returns the ids of an extract. It checks that records come type by type and are
// those that a lookup finds.
func extracted(ctx context.Context, t T, r *graph.Reader, q graph.ExtractQuery) []string {
	t.Helper()
	what := fmt.Sprintf("%+v", q)
	var ids []string
	last := 0
	for record, err := range r.Extract(ctx, q) {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		id := record.RecordID()
		ids = append(ids, string(id))
		order := 2
		switch {
		case id.IsIndicator():
			order = 0
		case id.IsDocument():
			order = 1
		case id.IsClaim():
			order = 3
		case id.IsFigure():
			order = 4
		}
		if order < last {
			t.Errorf("%s: %s comes after records of a later type", what, id)
		}
		last = order
		if found := nodes(ctx, t, r, id)[0]; found == nil || graph.RecordHash(found) != graph.RecordHash(record) {
			t.Errorf("%s: %s differs from what a lookup finds", what, id)
		}
	}
	return ids
}

// extract returns the ids of an extract, by examining every record.
func (m *model) extract(q graph.ExtractQuery) []string {
	chosen := func(id graph.ID) bool {
		e := m.entity(id)
		if e == nil {
			return false
		}
		f := q.Filter
		return f == nil || allows(f.Kinds, e.Kind) && (f.IDs == nil || slices.ContainsFunc(f.IDs, func(id graph.ID) bool { return m.dataset.Resolve(id) == e.ID }))
	}
	in := map[graph.ID]bool{}
	for id := range m.records {
		in[id] = chosen(id) || q.Filter == nil && (id.IsDocument() || id.IsIndicator())
	}
	take := func(s graph.Statement) {
		in[s.RecordID()] = true
		for _, id := range graph.Mentions(s) {
			in[id] = true
		}
		for _, e := range s.AllEvidence() {
			in[e.Document] = true
		}
		if f, ok := s.(*graph.Figure); ok {
			in[f.Indicator] = true
		}
	}
	for _, c := range m.claims {
		if chosen(c.Subject) && chosen(c.Object) && (q.Certainty == "" || c.Certainty == q.Certainty) && graph.HasConfidence(c.Evidence, q.MinConfidence) && q.At.Sees(c.Recorded, c.Retracted, c.Holds(q.At)) {
			take(c)
		}
	}
	for _, f := range m.figures {
		if chosen(f.Subject) && graph.HasConfidence(f.Evidence, q.MinConfidence) && q.At.Sees(f.Recorded, f.Retracted, f.Holds(q.At)) {
			take(f)
		}
	}
	for id, is := range in {
		if d, ok := m.records[id].(*graph.Document); ok && is {
			for _, s := range d.SpeaksFor {
				in[s.Entity] = true
			}
		}
	}
	var ids []string
	for id, is := range in {
		if is {
			ids = append(ids, string(id))
		}
	}
	return ids
}
