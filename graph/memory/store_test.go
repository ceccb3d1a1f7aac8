package memory_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
)

func TestLoadRefusesReferencesToUnknownRecords(t *testing.T) {
	v := 1.0
	written := []graph.Evidence{{Document: "document:d", Paragraph: 1, End: 1}}
	claim := func(change func(*graph.Claim)) graph.Record {
		c := &graph.Claim{Type: graph.Issued, Subject: "agency:a", Object: "policy:p", Recorded: "2024-01-01", Evidence: written}
		change(c)
		return c
	}
	figure := func(change func(*graph.Figure)) graph.Record {
		f := &graph.Figure{Subject: "agency:a", Indicator: "indicator:i", Value: &v, Status: graph.StatusActual, Recorded: "2024-01-01", Evidence: written}
		change(f)
		return f
	}
	for what, record := range map[string]graph.Record{
		"":                  claim(func(*graph.Claim) {}),
		"agency:nowhere":    claim(func(c *graph.Claim) { c.Subject = "agency:nowhere" }),
		"policy:nowhere":    claim(func(c *graph.Claim) { c.Object = "policy:nowhere" }),
		"event:nowhere":     claim(func(c *graph.Claim) { c.Under = "event:nowhere" }),
		"document:nowhere":  claim(func(c *graph.Claim) { c.Evidence = []graph.Evidence{{Document: "document:nowhere"}} }),
		"region:nowhere":    figure(func(f *graph.Figure) { f.Subject = "region:nowhere" }),
		"indicator:nowhere": figure(func(f *graph.Figure) { f.Indicator = "indicator:nowhere" }),
		"programme:nowhere": figure(func(f *graph.Figure) { f.Under = "programme:nowhere" }),
		"lab:nowhere":       figure(func(f *graph.Figure) { f.Breakdown = []graph.ID{"lab:nowhere"} }),
	} {
		store := memory.New()
		_, err := store.Load(t.Context(), graph.Assemble(graph.Dataset{Date: "2025-01-01"}, []graph.Record{
			&graph.Indicator{ID: "indicator:i"}, &graph.Document{ID: "document:d"}, &graph.Entity{ID: "agency:a"}, &graph.Entity{ID: "policy:p"}, record,
		}), nil)
		if what == "" {
			if err != nil {
				t.Errorf("valid dataset: %v", err)
			}
			continue
		}
		if graph.CodeOf(err) != graph.CodeInvalid || !strings.Contains(err.Error(), what) {
			t.Errorf("a reference to %s: %v", what, err)
		}
		if _, err := store.Open(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable {
			t.Errorf("after a refused load: %v", err)
		}
	}
}

func TestOpenFailsOnceItsContextHasEnded(t *testing.T) {
	store := memory.New()
	if _, err := store.Load(t.Context(), graphtest.Fixture(), nil); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Open(ctx); graph.CodeOf(err) != graph.CodeTimeout {
		t.Errorf("%v", err)
	}
}

// endsLater is a context that ends after a number of calls of Err.
type endsLater struct {
	context.Context
	looks atomic.Int64
}

func (c *endsLater) Err() error {
	if c.looks.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestLoadEndsWithItsContextInEveryPhase(t *testing.T) {
	store := memory.New()
	if _, err := store.Load(t.Context(), graphtest.Fixture(), nil); err != nil {
		t.Fatal(err)
	}
	// The source ignores the context, so the store has to notice that it has ended.
	src := deaf{graphtest.Random(1, 60)}
	for looks := int64(0); ; looks += 1 + looks/8 {
		ctx := &endsLater{Context: t.Context()}
		ctx.looks.Store(looks)
		_, err := store.Load(ctx, src, nil)
		if err == nil {
			if looks < 5 {
				t.Errorf("load succeeds though its context ended after %d calls of Err", looks)
			}
			break
		}
		if graph.CodeOf(err) != graph.CodeTimeout {
			t.Fatalf("context ended after %d calls of Err: %v", looks, err)
		}
		s, err := store.Open(t.Context())
		if err != nil || s.Dataset().Version != graphtest.Fixture().Dataset().Version {
			t.Fatalf("context ended after %d calls of Err: another dataset is held: %v", looks, err)
		}
	}
}

type deaf struct{ graph.Source }

func (d deaf) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return d.Source.Records(context.WithoutCancel(ctx))
}

// Roles are free text: a dataset may have any number of them.
func TestAClaimKeepsItsRoleHoweverManyRolesThereAre(t *testing.T) {
	records := []graph.Record{
		&graph.Document{ID: "document:d", Title: "D"},
		&graph.Entity{ID: "agency:a", Names: graph.Names{Name: "甲", SortKey: "jia"}},
	}
	const posts = 600
	for i := range posts {
		person := graph.ID(fmt.Sprintf("person:p%d", i))
		c := &graph.Claim{Subject: person, Type: "HOLDS_POST", Object: "agency:a", Recorded: "2024-01-01", Evidence: []graph.Evidence{{Document: "document:d", Confidence: 1}}}
		if i%3 != 0 {
			c.Role = fmt.Sprintf("role of %s", person)
		}
		records = append(records, &graph.Entity{ID: person, Names: graph.Names{Name: "乙", SortKey: "yi"}}, c)
	}
	store := graph.NewStore(memory.New())
	if _, err := store.Load(t.Context(), graph.Assemble(graph.Dataset{Title: "T", Date: "2025-01-01"}, records), nil); err != nil {
		t.Fatal(err)
	}
	r, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for record, err := range r.Extract(t.Context(), graph.ExtractQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		c, ok := record.(*graph.Claim)
		if !ok {
			continue
		}
		n, want := 0, ""
		if _, err := fmt.Sscanf(string(c.Subject), "person:p%d", &n); err != nil {
			t.Fatal(err)
		}
		if n%3 != 0 {
			want = fmt.Sprintf("role of %s", c.Subject)
		}
		if c.Role != want {
			t.Fatalf("%s has the role %q, want %q", c.Subject, c.Role, want)
		}
		seen++
	}
	if seen != posts {
		t.Errorf("%d claims, want %d", seen, posts)
	}
}
