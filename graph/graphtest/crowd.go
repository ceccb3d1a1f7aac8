package graphtest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"policygraph/graph"
)

// Entities to which all others in a crowd are related.
const (
	crowdHub       graph.ID = "enterprise:hub"
	crowdRegion    graph.ID = "region:top"
	crowdIndustry  graph.ID = "industry:top"
	crowdProgramme graph.ID = "programme:top"
	crowdIndicator graph.ID = "indicator:top"
)

func crowdID(kind graph.Kind, i int) graph.ID {
	return graph.ID(fmt.Sprintf("%s:c%d", kind.Prefix(), i))
}

// Crowd returns a dataset in which one entity has n of everything that filters, facets and
// progress examine: n regions and n firms in one region, one firm in n regions and n
// industries, n targets and n actuals of one subject and indicator. It also has n policies
// and n similar names. A read that compares all pairs takes n² steps.
func Crowd(n int) graph.Source {
	records := []graph.Record{
		&graph.Indicator{ID: crowdIndicator, Names: graph.Names{Name: "指标"}, Measure: graph.Stock},
		&graph.Entity{ID: crowdHub, Names: graph.Names{Name: "枢纽"}},
		&graph.Entity{ID: crowdRegion, Names: graph.Names{Name: "区域"}},
		&graph.Entity{ID: crowdIndustry, Names: graph.Names{Name: "行业"}},
		&graph.Entity{ID: crowdProgramme, Names: graph.Names{Name: "计划"}},
	}
	for i := range min(n, graph.MaxListed) {
		records = append(records, &graph.Document{ID: crowdDocument(i), Title: fmt.Sprint("文件", i), FirstParagraph: 1, LastParagraph: 1})
	}
	for i := range n {
		evidence := func() []graph.Evidence {
			return []graph.Evidence{{Document: crowdDocument(i), Paragraph: 1, End: 1, Method: graph.Curated, Confidence: 0.5}}
		}
		region, industry, firm, policy := crowdID(graph.Region, i), crowdID(graph.Industry, i), crowdID(graph.Enterprise, i), crowdID(graph.Policy, i)
		name := func(of string) graph.Names {
			return graph.Names{Name: fmt.Sprint(of, i), NameEN: fmt.Sprintf("The Crowded Works %d", i)}
		}
		records = append(records,
			&graph.Entity{ID: region, Names: name("区域")}, &graph.Entity{ID: industry, Names: name("行业")},
			&graph.Entity{ID: firm, Names: name("企业"), Codes: []graph.OfficialCode{{Scheme: graph.USCC, Value: fmt.Sprint(i)}}},
			&graph.Entity{ID: policy, Names: name("政策"), IssuedOn: "2020-01-02"})
		for _, c := range []struct {
			subject graph.ID
			of      graph.RelationType
			object  graph.ID
		}{
			{region, graph.LocatedIn, crowdRegion}, {industry, graph.PartOf, crowdIndustry},
			{firm, graph.LocatedIn, crowdRegion}, {firm, graph.InIndustry, crowdIndustry},
			{crowdHub, graph.LocatedIn, region}, {crowdHub, graph.InIndustry, industry},
			{firm, graph.SelectedFor, crowdProgramme},
		} {
			records = append(records, &graph.Claim{Subject: c.subject, Type: c.of, Object: c.object, Certainty: graph.Explicit, Stage: graph.Done, Recorded: "2024-01-01", Evidence: evidence()})
		}
		for _, status := range []graph.FigureStatus{graph.StatusTarget, graph.StatusActual} {
			year := graph.PartialDate(fmt.Sprint(1000 + i%9000))
			records = append(records, &graph.Figure{
				Subject: crowdRegion, Indicator: crowdIndicator, Under: policy, Status: status, Value: new(float64(i)), Unit: "1", Stated: fmt.Sprint(i),
				Comparator: graph.AtLeast, Period: graph.Period{From: year, To: year}, Occurrence: i / 9000, Breakdown: []graph.ID{firm}, Recorded: "2024-01-01", Evidence: evidence(),
			})
		}
	}
	return graph.Assemble(graph.Dataset{Title: "Crowd", Licence: "CC0-1.0", Maintainer: "graphtest", Date: "2026-01-01"}, records)
}

func crowdDocument(i int) graph.ID { return graph.ID(fmt.Sprint("document:c", i%graph.MaxListed)) }

// crowdCase is a query of a [Crowd], or a facet of a list.
type crowdCase struct {
	query graph.Query
	by    graph.Facet // "" if it is not a facet
	small bool        // it examines fewer than n/3 records
}

func (c crowdCase) String() string {
	var fields []string
	filterFields(reflect.ValueOf(c.query), false, func(field string) { fields = append(fields, field) })
	name := strings.Join(fields, " ")
	if c.by != "" {
		name += " by " + string(c.by)
	}
	return name
}

// crowdQueries returns queries that together use every field of every filter.
func crowdQueries(n int) []crowdCase {
	ids := func(kind graph.Kind, n int) []graph.ID {
		out := make([]graph.ID, n)
		for i := range out {
			out[i] = crowdID(kind, i)
		}
		return out
	}
	documents := make([]graph.ID, min(n, graph.MaxListed))
	codes := make([]graph.OfficialCode, len(documents))
	for i := range documents {
		documents[i], codes[i] = crowdDocument(i), graph.OfficialCode{Scheme: graph.USCC, Value: fmt.Sprint(i)}
	}
	firms := graph.EntityFilter{Kinds: kinds(graph.Enterprise)}
	of := func(f graph.EntityFilter) graph.ListQuery { return graph.ListQuery{Filter: f} }
	anything := graph.EntityFilter{Has: &graph.RelationFilter{}}
	entities := []crowdCase{
		{query: of(firms), small: true},
		{query: of(graph.EntityFilter{IDs: ids(graph.Enterprise, n)})},
		{query: of(graph.EntityFilter{Codes: codes[:min(n, 500)]}), small: true},
		{query: of(graph.EntityFilter{Text: new("crowded")})},
		{query: of(graph.EntityFilter{Text: new("crowdex")})},
		{query: of(graph.EntityFilter{Region: within(true, crowdRegion)})},
		{query: of(graph.EntityFilter{Region: within(false, ids(graph.Region, len(documents))...), Industry: within(true, crowdIndustry)})},
		{query: of(graph.EntityFilter{Documents: documents})},
		{query: of(graph.EntityFilter{PolicyForms: graph.Policy.Forms().All()})},
		{query: of(graph.EntityFilter{IndustryForms: graph.Industry.Forms().All()})},
		{query: of(graph.EntityFilter{AgencyFunctions: graph.Agency.Forms().All()}), small: true},
		{query: of(graph.EntityFilter{OrganisationForms: graph.Organisation.Forms().All()}), small: true},
		{query: of(graph.EntityFilter{ProgrammeForms: graph.Programme.Forms().All()}), small: true},
		{query: of(graph.EntityFilter{IssuedOn: &graph.DateRange{From: "2020-01-01", To: "2020-12-31"}})},
		{query: of(graph.EntityFilter{Has: &graph.RelationFilter{
			Types: types(graph.LocatedIn, graph.PartOf), Direction: graph.In, Certainty: graph.Explicit, MinConfidence: new(0.5), Node: &firms,
		}})},
		{query: of(graph.EntityFilter{And: []graph.EntityFilter{anything, firms}})},
		{query: of(graph.EntityFilter{Or: slices.Repeat([]graph.EntityFilter{firms}, 50)})},
		{query: of(graph.EntityFilter{Not: &firms})},
		{query: graph.ListQuery{Filter: anything, Order: graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}, At: graph.AsOf{ValidOn: "2025-01-01", KnownAsOf: "2025-01-01", Undated: graph.Include}}},
		{query: graph.ListQuery{Filter: anything, At: graph.AsOf{IncludeRetracted: true}}},
		{query: graph.ListQuery{Of: documents[:min(len(documents), 100)], Filter: anything}},
	}
	cases := slices.Clone(entities)
	for _, c := range entities {
		for _, by := range graph.Facets {
			c.by = by
			cases = append(cases, c)
		}
	}
	for _, by := range graph.Facets {
		cases = append(cases, crowdCase{query: of(graph.EntityFilter{IDs: []graph.ID{crowdHub}}), by: by, small: by == graph.FacetKind || by == graph.FacetYear || by == graph.FacetForm})
	}
	for _, q := range []graph.ClaimQuery{
		{Subject: &firms, Types: types(graph.LocatedIn, graph.InIndustry), Stages: []graph.Stage{graph.Done}, Certainty: graph.Explicit, WithoutUnder: true},
		{Object: &graph.EntityFilter{IDs: []graph.ID{crowdRegion}}}, {Documents: documents}, {MinConfidence: new(0.4)},
	} {
		cases = append(cases, crowdCase{query: q})
	}
	cases = append(cases, crowdCase{query: graph.ClaimQuery{Validity: graph.ValidityPresumed}, small: true},
		crowdCase{query: graph.ClaimQuery{Of: []graph.ID{crowdRegion}, Kinds: kinds(graph.Enterprise), Direction: graph.In, Distinct: true, At: graph.AsOf{KnownAsOf: "2025-01-01"}}, small: true})
	for _, f := range []graph.FigureFilter{
		{Indicators: []graph.ID{crowdIndicator}}, {Subject: &graph.EntityFilter{IDs: []graph.ID{crowdRegion}}}, {Under: &graph.EntityFilter{Kinds: kinds(graph.Policy)}},
		{Period: &graph.DateRange{From: "1000-01-01"}}, {Documents: documents}, {Progress: graph.ProgressStates},
		{Breakdown: &graph.EntityFilter{Kinds: kinds(graph.Enterprise)}}, {MinConfidence: new(0.4)},
	} {
		cases = append(cases, crowdCase{query: graph.FigureQuery{Filter: f}})
	}
	progress := graph.FigureFilter{Progress: []graph.ProgressState{graph.NotReached}}
	cases = append(cases,
		crowdCase{query: graph.FigureQuery{Of: []graph.ID{crowdIndicator}, By: graph.ByIndicator, Statuses: []graph.FigureStatus{graph.StatusTarget}, Filter: progress, At: graph.AsOf{KnownAsOf: "2025-01-01"}}},
		crowdCase{query: graph.SearchQuery{Text: "crowdex", Kinds: kinds(graph.Enterprise)}})
	return cases
}

// filterFields calls add with the fields of a query and of the filters in it, such as
// "EntityFilter.Has": those that are set, or all fields of the types.
func filterFields(v reflect.Value, all bool, add func(field string)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			filterFields(v.Elem(), all, add)
		}
	case reflect.Slice:
		for i := range min(v.Len(), 1) {
			filterFields(v.Index(i), all, add)
		}
	case reflect.Struct:
		for field, value := range v.Fields() {
			if field.Tag.Get("json") != "-" && (all || !value.IsZero()) {
				add(v.Type().Name() + "." + field.Name)
				filterFields(value, all, add)
			}
		}
	}
}

// missedFields returns the fields of filters that no query of a crowd sets.
func missedFields() []string {
	missed := map[string]bool{}
	wanted := func(field string) { missed[field] = true }
	for _, v := range []any{
		graph.ListQuery{}, graph.ClaimQuery{}, graph.FigureQuery{}, graph.SearchQuery{},
		graph.EntityFilter{}, graph.WithinFilter{}, graph.RelationFilter{}, graph.DateRange{}, graph.FigureFilter{},
	} {
		filterFields(reflect.ValueOf(v), true, wanted)
	}
	for _, c := range crowdQueries(1) {
		filterFields(reflect.ValueOf(c.query), false, func(field string) { delete(missed, field) })
	}
	var out []string
	for field := range missed {
		out = append(out, field)
	}
	slices.Sort(out)
	return out
}

// crowdSize is the size of a crowd in which every answer is compared with the model.
const crowdSize = 8

var crowdCases = []Case{
	{Name: "every field of every filter is in a query of the suite", Run: func(_ context.Context, t T, _ *Suite) {
		if missed := missedFields(); missed != nil {
			t.Errorf("no query sets %v: add one to crowdQueries", missed)
		}
	}},
	{Name: "filters, facets and progress in a crowd are as in the model", Run: func(ctx context.Context, t T, s *Suite) {
		store, src := s.empty(), Crowd(crowdSize)
		load(ctx, t, store, src)
		m := modelOf(ctx, t, src)
		r := open(ctx, t, store)
		defer finish(t, r)
		for i, c := range crowdQueries(crowdSize) {
			if c.by != "" && i%10 != 0 { // a sample of the combinations of filters and facets
				continue
			}
			if c.by != "" {
				checkFacets(ctx, t, r, m, c.query.(graph.ListQuery), c.by, graph.MaxPage)
			} else {
				check(ctx, t, r, m, c.query)
			}
		}
	}},
}

var thresholdCases = []Case{
	{Name: "pages of a mistyped text continue however many names have its beginning", Run: func(ctx context.Context, t T, s *Suite) {
		store, src := s.empty(), Crowd(crowdSize)
		load(ctx, t, store, src)
		m := modelOf(ctx, t, src)
		r := open(ctx, t, store)
		defer finish(t, r)
		q := graph.SearchQuery{Text: "crowded worxs"}
		want := m.answer(q)[0]
		if len(want) < crowdSize {
			t.Fatalf("only %d hits", len(want))
		}
		expectOrder(t, "pages", forward(ctx, t, r, q, 3, "", len(want)), want)
	}},
}

// countedCrowd is the size of a crowd in which work is counted.
const countedCrowd = 9000

// perRecord is the number of objects that an answer may allocate for each record.
const perRecord = 10

// objects returns the number of objects that a function allocates.
func objects(run func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return int(after.Mallocs - before.Mallocs)
}

// TestWork tests a store that counts the work of a read: every read with a filter, a
// facet or the progress of targets fails once it exceeds its work or its deadline,
// and none takes n² steps. open returns an empty backend with a work limit; 0 is the
// default.
func TestWork(t *testing.T, open func(t testing.TB, work int) graph.Backend) {
	const n = countedCrowd
	src := Crowd(n)
	size := 0
	for _, err := range src.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		size++
	}
	read := func(work int) *graph.Reader {
		store := graph.NewStore(open(t, work))
		load(t.Context(), t, store, src)
		r, err := store.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := errors.Join(r.Close(), store.Close()); err != nil {
				t.Error(err)
			}
		})
		return r
	}
	free, tight := read(0), read(n/3)
	for _, c := range crowdQueries(n) {
		t.Run(c.String(), func(t *testing.T) {
			ask := func(ctx context.Context, r *graph.Reader) error {
				if c.by != "" {
					_, err := r.Facets(ctx, c.query.(graph.ListQuery), c.by, 20)
					return err
				}
				_, err := r.Totals(ctx, c.query)
				return err
			}
			made := objects(func() { expectCode(t, "with the default bound", ask(t.Context(), free), "") })
			if made > perRecord*size {
				t.Errorf("answer allocates %d objects in a dataset of %d records", made, size)
			}
			if c.small {
				expectCode(t, "with little work", ask(t.Context(), tight), "")
				return
			}
			expectCode(t, "with little work", ask(t.Context(), tight), graph.CodeLimit)
			expectCode(t, "as the time ends", ask(&ending{Context: t.Context(), left: 2}, free), graph.CodeTimeout)
		})
	}
}

// ending is a context that ends after left calls of Err.
type ending struct {
	context.Context
	left int64
}

// Err implements [context.Context].
func (c *ending) Err() error {
	if atomic.AddInt64(&c.left, -1) < 0 {
		return context.DeadlineExceeded
	}
	return c.Context.Err()
}
