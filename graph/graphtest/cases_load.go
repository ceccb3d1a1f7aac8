package graphtest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"policygraph/graph"
)

// Revised returns another version of the fixture: without Zhao Wen and a document, with
// another enterprise and its claim, and with changes of a name, a claim and a figure.
func Revised() graph.Source {
	var records []graph.Record
	for _, r := range fixtureRecords() {
		switch r := r.(type) {
		case *graph.Entity:
			if r.ID == Zhao {
				continue
			}
			if r.ID == Lanxin {
				r.NameEN = "Lanxin Electric"
			}
		case *graph.Document:
			if r.ID == Yearbook {
				continue
			}
		case *graph.Claim:
			if r.Type == graph.SpokeAt {
				r.Certainty = graph.Implied
			}
		case *graph.Figure:
			if r.Stated == "26%" {
				r.Evidence[0].Note = "compared with the year before"
			}
		}
		records = append(records, r)
	}
	records = append(records,
		&graph.Entity{ID: "enterprise:xinghe-motors", Names: graph.Names{Name: "星河汽车", SortKey: "xing he qi che"}},
		says("enterprise:xinghe-motors", graph.LocatedIn, Yunhe, recorded("2025-06-30"), cites(listed(Register))))
	d := description()
	d.Date = "2025-07-31"
	return graph.Assemble(d, records)
}

// revision returns the report of a load of Revised over the fixture.
func revision(m *model) graph.Report {
	return graph.Report{
		Version: Revised().Dataset().Version, Previous: m.dataset.Version,
		Added: 2, Changed: 3, Removed: 2, Unchanged: int64(len(m.records) - 5),
	}
}

// broken is a source that fails before its end.
type broken struct {
	graph.Source
	after int
	err   error
}

func (b broken) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		n := 0
		for r, err := range b.Source.Records(ctx) {
			if n == b.after {
				yield(nil, b.err)
				return
			}
			if n++; !yield(r, err) {
				return
			}
		}
	}
}

var isolationCases = []Case{
	{Name: "a reader keeps its dataset while another is loaded, and the next reader has the new dataset", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		load(ctx, t, store, Fixture())
		before := open(ctx, t, store)
		defer finish(t, before)
		cursor := cursorOf(ctx, t, before, graph.ListQuery{}, 5)
		load(ctx, t, store, Revised())
		after := open(ctx, t, store)
		defer finish(t, after)

		old, revised := modelOf(ctx, t, Fixture()), modelOf(ctx, t, Revised())
		if before.Dataset().Version != old.dataset.Version || after.Dataset().Version != revised.dataset.Version {
			t.Errorf("versions %s and %s, want %s and %s", before.Dataset().Version, after.Dataset().Version, old.dataset.Version, revised.dataset.Version)
		}
		for r, m := range map[*graph.Reader]*model{before: old, after: revised} {
			check(ctx, t, r, m, graph.ListQuery{})
			check(ctx, t, r, m, graph.ClaimQuery{})
			check(ctx, t, r, m, graph.ClaimQuery{Of: of(Yunhe, Zhao, Lin)})
			check(ctx, t, r, m, graph.FigureQuery{})
			check(ctx, t, r, m, graph.DocumentQuery{})
			check(ctx, t, r, m, graph.IndicatorQuery{})
			passages(ctx, t, r, m, graph.AsOf{}, graph.Passage{Document: RulesText, From: 1, To: 100})
			expectOrder(t, "counts", relationCounts(ctx, t, r, graph.AsOf{}, Yunhe)[0], m.relationCounts(Yunhe, graph.AsOf{}))
			checkSame(t, nodes(ctx, t, r, Lanxin)[0], m.records[Lanxin])
			if found := nodes(ctx, t, r, Zhao)[0] != nil; found != (m == old) {
				t.Errorf("%s: Zhao is found: %t", m.dataset.Version, found)
			}
		}
		expectOrder(t, "a page of the new dataset after a cursor of the old", forward(ctx, t, after, graph.ListQuery{}, 10, cursor, everything), revised.answer(graph.ListQuery{})[0][5:])
	}},
	{Name: "a source that fails leaves the old dataset, and the next load succeeds", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		cause := errors.New("disk removed")
		if _, err := store.Load(ctx, broken{Fixture(), 50, cause}, nil); !errors.Is(err, cause) {
			t.Errorf("a failing first load: %v", err)
		}
		_, err := store.Read(ctx)
		expectCode(t, "reading after a failed first load", err, graph.CodeUnavailable)
		load(ctx, t, store, Fixture())
		for _, after := range []int{0, 1, 60} {
			if _, err := store.Load(ctx, broken{Revised(), after, cause}, nil); !errors.Is(err, cause) {
				t.Errorf("a load that fails after %d records: %v", after, err)
			}
		}
		checkHeld(ctx, t, store, Fixture())
		load(ctx, t, store, Revised())
		checkHeld(ctx, t, store, Revised())
	}},
	{Name: "a load whose context ends leaves the old dataset, and the next load succeeds", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		load(ctx, t, store, Fixture())
		cancelled, cancel := context.WithCancel(ctx)
		source := &paused{Source: Revised(), reached: make(chan struct{}), proceed: make(chan struct{})}
		done := make(chan error, 1)
		go func() {
			_, err := store.Load(cancelled, source, nil)
			done <- err
		}()
		select {
		case <-source.reached:
		case err := <-done:
			t.Fatalf("the load ended before it had read a record: %v", err)
		}
		cancel()
		close(source.proceed)
		expectCode(t, "the load", <-done, graph.CodeTimeout)
		checkHeld(ctx, t, store, Fixture())
		load(ctx, t, store, Revised())
		checkHeld(ctx, t, store, Revised())
	}},
	{Name: "an empty dataset can be loaded", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		load(ctx, t, store, Fixture())
		none := graph.Assemble(description(), nil)
		if got, want := load(ctx, t, store, none).Removed, int64(len(modelOf(ctx, t, Fixture()).records)); got != want {
			t.Errorf("%d records removed, want %d", got, want)
		}
		checkHeld(ctx, t, store, none)
	}},
}

// checkHeld checks that a store holds what a source has.
func checkHeld(ctx context.Context, t T, store *graph.Store, src graph.Source) {
	t.Helper()
	r := open(ctx, t, store)
	defer finish(t, r)
	m := modelOf(ctx, t, src)
	if r.Dataset().Version != m.dataset.Version {
		t.Errorf("version %s, want %s", r.Dataset().Version, m.dataset.Version)
	}
	for _, q := range []graph.Query{
		graph.ListQuery{}, graph.ClaimQuery{}, graph.ClaimQuery{Of: of(MorningStar)}, graph.FigureQuery{},
		graph.FigureQuery{By: graph.ByMeasure, Of: of(measure(Langang, Factories))},
		graph.DocumentQuery{}, graph.DocumentQuery{Of: of(Langang)}, graph.IndicatorQuery{}, graph.ListQuery{Of: of(PlanText)},
	} {
		check(ctx, t, r, m, q)
	}
}

var reloadCases = []Case{
	{Name: "a report counts records added, changed, removed and unchanged", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		m := modelOf(ctx, t, Fixture())
		checkReport(t, "the first load", load(ctx, t, store, Fixture()), graph.Report{Version: m.dataset.Version, Added: int64(len(m.records))})
		checkReport(t, "the same dataset again", load(ctx, t, store, Fixture()), graph.Report{Version: m.dataset.Version, Previous: m.dataset.Version, Unchanged: int64(len(m.records))})
		checkReport(t, "the revised dataset", load(ctx, t, store, Revised()), revision(m))
		back := revision(m)
		back.Version, back.Previous = back.Previous, back.Version
		checkReport(t, "the former dataset", load(ctx, t, store, Fixture()), back)
		checkHeld(ctx, t, store, Fixture())
	}},
	{Name: "a dataset with another description is another version with unchanged records", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		load(ctx, t, store, Fixture())
		d := description()
		d.Title = "Fixture, renamed"
		renamed := graph.Assemble(d, fixtureRecords())
		m := modelOf(ctx, t, Fixture())
		checkReport(t, "the renamed dataset", load(ctx, t, store, renamed),
			graph.Report{Version: renamed.Dataset().Version, Previous: m.dataset.Version, Unchanged: int64(len(m.records))})
		r := open(ctx, t, store)
		defer finish(t, r)
		if r.Dataset().Title != d.Title {
			t.Errorf("the title is %q", r.Dataset().Title)
		}
	}},
}

func checkReport(t T, what string, got, want graph.Report) {
	t.Helper()
	if got != want {
		t.Errorf("report of %s:\n got %+v\nwant %+v", what, got, want)
	}
}

var concurrencyCases = []Case{
	{Name: "a reader sees one whole dataset while others are loaded", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		load(ctx, t, store, Fixture())
		models := map[graph.Version]*model{}
		for _, src := range []graph.Source{Fixture(), Revised()} {
			models[src.Dataset().Version] = modelOf(ctx, t, src)
		}
		stop := make(chan struct{})
		problems := make(chan error, 4)
		var readers sync.WaitGroup
		for range cap(problems) {
			readers.Go(func() {
				for {
					if err := readOnce(ctx, store, models); err != nil {
						problems <- err
						return
					}
					select {
					case <-stop:
						return
					default:
					}
				}
			})
		}
		for range 2 {
			load(ctx, t, store, Revised())
			load(ctx, t, store, Fixture())
		}
		close(stop)
		readers.Wait()
		close(problems)
		for err := range problems {
			t.Errorf("a reader during loads: %v", err)
		}
	}},
	reading("a reader is safe for concurrent use", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		problems := make(chan error, 8)
		var readers sync.WaitGroup
		for range cap(problems) {
			readers.Go(func() {
				if err := compareOnce(ctx, r, m); err != nil {
					problems <- err
				}
			})
		}
		readers.Wait()
		close(problems)
		for err := range problems {
			t.Errorf("%v", err)
		}
	}),
}

// readOnce opens a reader and compares it with the model of its version.
func readOnce(ctx context.Context, store *graph.Store, models map[graph.Version]*model) error {
	r, err := store.Read(ctx)
	if err != nil {
		return err
	}
	m := models[r.Dataset().Version]
	if m == nil {
		return errors.Join(fmt.Errorf("version %s was never loaded", r.Dataset().Version), r.Close())
	}
	return errors.Join(compareOnce(ctx, r, m), r.Close())
}

func compareOnce(ctx context.Context, r *graph.Reader, m *model) error {
	for _, q := range []graph.Query{graph.ListQuery{}, graph.ClaimQuery{Of: of(Yunhe, Lin, MorningStar)}, graph.ClaimQuery{Of: of(MorningStar), Distinct: true}, graph.DocumentQuery{}, graph.FigureQuery{}} {
		got, err := ask(ctx, r, q, first(graph.MaxPage))
		if err != nil {
			return err
		}
		answer := m.answer(q)
		if len(got) != len(answer) {
			return fmt.Errorf("version %s, %s: %d answers, want %d", m.dataset.Version, inFull(q), len(got), len(answer))
		}
		for i, want := range answer {
			if !slices.Equal(got[i].texts(), want) {
				return fmt.Errorf("version %s, %s:\n got %s\nwant %s", m.dataset.Version, inFull(q), strings.Join(got[i].texts(), ", "), strings.Join(want, ", "))
			}
		}
	}
	return nil
}
