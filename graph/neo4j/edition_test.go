package neo4j_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"testing"

	"policygraph/bench/synthetic"
	"policygraph/graph"
	"policygraph/graph/memory"
)

// Editions are two datasets of the same size, which are loaded in turn. Their entities have
// the same ids and mostly different names; few claims are in both.

type size struct{ Entities, Claims int }

// edition returns the dataset with a number, which is in the names of its entities.
func edition(s size, number int) (graph.Source, error) {
	d, err := synthetic.New(synthetic.Size{Entities: s.Entities, Claims: s.Claims, Evidence: 1, Seed: uint64(number)})
	if err != nil {
		return nil, err
	}
	var records []graph.Record
	for _, part := range d.Parts() {
		for r := range part.Records {
			if e, ok := r.(*graph.Entity); ok && len(records)%4 > 0 {
				e.Description = fmt.Sprintf("edition %d", number)
			}
			records = append(records, r)
		}
	}
	return graph.Assemble(d.Describe(), records), nil
}

// editions holds both datasets and the answers from each.
type editions struct {
	size      size
	version   [2]graph.Version
	questions []question
	answers   map[graph.Version][]string // in the order of questions
}

// question is a read that writes its answer into a digest.
type question struct {
	name string
	ask  func(ctx context.Context, r *graph.Reader, into hash.Hash) error
}

func newEditions(t *testing.T, s size) *editions {
	t.Helper()
	es := &editions{size: s, questions: questions(t, s), answers: map[graph.Version][]string{}}
	for i := range es.version {
		src, err := edition(s, i)
		if err != nil {
			t.Fatal(err)
		}
		store := graph.NewStore(memory.New())
		if _, err := store.Load(t.Context(), src, nil); err != nil {
			t.Fatal(err)
		}
		es.version[i] = src.Dataset().Version
		if es.answers[es.version[i]], err = es.ask(t.Context(), store); err != nil {
			t.Fatal(err)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for i, q := range es.questions {
		if es.answers[es.version[0]][i] == es.answers[es.version[1]][i] {
			t.Fatalf("%s: both editions have the same answer", q.name)
		}
	}
	return es
}

// ask asks all questions with one reader, and returns its version and the digests of the
// answers.
func (es *editions) ask(ctx context.Context, store *graph.Store) ([]string, error) {
	_, answers, err := es.askVersion(ctx, store)
	return answers, err
}

func (es *editions) askVersion(ctx context.Context, store *graph.Store) (version graph.Version, answers []string, err error) {
	r, err := store.Read(ctx)
	if err != nil {
		return graph.Version{}, nil, err
	}
	defer func() { _ = r.Close() }() // the answers are complete
	for _, q := range es.questions {
		digest := sha256.New()
		if err := q.ask(ctx, r, digest); err != nil {
			return graph.Version{}, nil, fmt.Errorf("%s: %w", q.name, err)
		}
		answers = append(answers, hex.EncodeToString(digest.Sum(nil)[:8]))
	}
	return r.Dataset().Version, answers, nil
}

// wrong describes how answers differ from those of their version.
func (es *editions) wrong(version graph.Version, answers []string) string {
	want, known := es.answers[version]
	if !known {
		return fmt.Sprintf("version %s was never loaded", version)
	}
	for i, q := range es.questions {
		if answers[i] != want[i] {
			return fmt.Sprintf("%s: the answer is not that of version %s", q.name, version)
		}
	}
	return ""
}

// write writes the id and content of a record into a digest.
func write(into hash.Hash, records ...graph.Record) {
	for _, r := range records {
		content := graph.RecordHash(r)
		fmt.Fprintln(into, r.RecordID(), hex.EncodeToString(content[:]))
	}
}

func writePages[T any](into hash.Hash, pages []graph.Connection[T], record func(T) []graph.Record) {
	for _, p := range pages {
		fmt.Fprintln(into, p.HasNextPage, p.HasPreviousPage)
		for _, e := range p.Edges {
			fmt.Fprintln(into, e.Cursor())
			write(into, record(e.Item)...)
		}
	}
}

// questions cover all types of records and all reads.
func questions(t *testing.T, s size) []question {
	t.Helper()
	d, err := synthetic.New(synthetic.Size{Entities: s.Entities, Claims: s.Claims, Evidence: 1})
	if err != nil {
		t.Fatal(err)
	}
	hubs := d.Hubs()
	var some, statements []graph.ID // of the first edition; some of them are in the second
	first, err := edition(s, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r, err := range first.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%(s.Claims/40) > 0 {
			continue
		}
		if r.RecordID().Kind() != "" {
			some = append(some, r.RecordID())
		}
		statements = append(statements, r.RecordID())
	}
	fifty := 50
	page := graph.Page{First: &fifty}
	last := graph.Page{Last: &fifty}
	return []question{
		{"records by id", func(ctx context.Context, r *graph.Reader, into hash.Hash) error {
			found, err := r.Nodes(ctx, statements)
			for _, f := range found {
				if f == nil {
					fmt.Fprintln(into, "none")
				} else {
					write(into, f)
				}
			}
			return err
		}},
		{"entities in order", func(ctx context.Context, r *graph.Reader, into hash.Hash) error {
			pages, err := r.List(ctx, graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise, graph.Policy}}, Page: page})
			writePages(into, pages, func(e *graph.Entity) []graph.Record { return []graph.Record{e} })
			return err
		}},
		{"relations of hubs and others", func(ctx context.Context, r *graph.Reader, into hash.Hash) error {
			pages, err := r.Claims(ctx, graph.ClaimQuery{Of: append(some, hubs...)})
			writePages(into, pages, func(e graph.Edge) []graph.Record { return []graph.Record{e.Claim, e.Other} })
			return err
		}},
		{"the last claims of all", func(ctx context.Context, r *graph.Reader, into hash.Hash) error {
			pages, err := r.Claims(ctx, graph.ClaimQuery{Page: last})
			writePages(into, pages, func(e graph.Edge) []graph.Record { return []graph.Record{e.Claim} })
			return err
		}},
		{"figures", func(ctx context.Context, r *graph.Reader, into hash.Hash) error {
			pages, err := r.Figures(ctx, graph.FigureQuery{Page: page})
			writePages(into, pages, func(f *graph.Figure) []graph.Record { return []graph.Record{f} })
			return err
		}},
		{"documents about entities", func(ctx context.Context, r *graph.Reader, into hash.Hash) error {
			pages, err := r.Documents(ctx, graph.DocumentQuery{Of: hubs, Page: page})
			writePages(into, pages, func(d *graph.Document) []graph.Record { return []graph.Record{d} })
			return err
		}},
		{"numbers of relations", func(ctx context.Context, r *graph.Reader, into hash.Hash) error {
			counts, err := r.RelationCounts(ctx, append(some, hubs...), graph.AsOf{})
			fmt.Fprintln(into, counts)
			return err
		}},
	}
}
