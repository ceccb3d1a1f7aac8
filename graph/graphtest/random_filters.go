package graphtest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
)

// Random filters and texts, of which most match something.

// filter returns a random filter with a few conditions; depth is the number of filters
// around it.
func (a *asker) filter(depth int) graph.EntityFilter {
	var f graph.EntityFilter
	for range 1 + a.IntN(2) {
		switch n := a.IntN(12); {
		case n == 0 && a.chance(3):
			a.forms(&f)
		case n == 0:
			f.Kinds = filter(a, kindsOfEntities(), 6)
		case n == 1:
			f.IDs = append(a.some(a.entityIDs()), a.some(a.entityIDs())...)
		case n == 2:
			f.Codes = filter(a, []graph.OfficialCode{{Scheme: graph.USCC, Value: "1"}, {Scheme: graph.GBT2260, Value: "2"}, {Scheme: graph.DocumentNumber, Value: "3"}}, 3)
		case n == 3:
			f.Text = new(a.text())
		case n == 4:
			f.Region = a.within(graph.Region)
		case n == 5:
			f.Industry = a.within(graph.Industry)
		case n == 6:
			f.Documents = a.some(a.documentIDs())
		case n == 7:
			f.IssuedOn = a.dateRange()
		case n <= 9 && depth < graph.MaxHasDepth:
			f.Has = a.has(depth)
		case n == 10 && depth < graph.MaxHasDepth:
			f.Not = new(a.filter(depth + 1))
		case n == 11 && depth < graph.MaxHasDepth:
			several := []graph.EntityFilter{}
			for range a.IntN(4) {
				several = append(several, a.filter(depth+1))
			}
			if a.chance(2) {
				f.And = several
			} else {
				f.Or = several
			}
		}
	}
	return f
}

func (a *asker) within(k graph.Kind) *graph.WithinFilter {
	f := &graph.WithinFilter{IDs: []graph.ID{}, Inside: a.chance(2)}
	for range a.IntN(3) {
		if of := a.byKindOf(k); len(of) > 0 {
			f.IDs = append(f.IDs, skewed(a.generator, of))
		}
	}
	return f
}

// forms adds conditions on the forms of some kinds.
func (a *asker) forms(f *graph.EntityFilter) {
	for _, of := range graph.Forms {
		if a.chance(3) {
			*f.FormsOf(of.Kind) = filter(a, of.All(), 2)
		}
	}
}

func (a *asker) byKindOf(k graph.Kind) []graph.ID {
	var ids []graph.ID
	for _, e := range a.model.entities {
		if e.Kind == k {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

func (a *asker) dateRange() *graph.DateRange {
	r := &graph.DateRange{}
	if !a.chance(3) {
		r.From = a.partial().First()
	}
	if !a.chance(3) {
		r.To = a.partial().First()
	}
	if r.From != "" && r.To != "" && r.From > r.To {
		r.From, r.To = r.To, r.From
	}
	return r
}

func (a *asker) has(depth int) *graph.RelationFilter {
	f := &graph.RelationFilter{Direction: pick(a.generator, []graph.Direction{"", graph.Out, graph.In, graph.Both})}
	if !a.chance(3) {
		f.Types = []graph.RelationType{}
		for range a.IntN(9) {
			f.Types = append(f.Types, pick(a.generator, graph.Vocabulary).Type)
		}
	}
	if a.chance(2) {
		f.Node = new(a.filter(depth + 1))
	}
	if a.chance(3) {
		f.Certainty = pick(a.generator, graph.Certainties)
	}
	f.MinConfidence = a.confidence()
	return f
}

func (a *asker) confidence() *float64 {
	if !a.chance(3) {
		return nil
	}
	return new(float64(a.IntN(21)) / 20)
}

func (a *asker) endsOf(q *graph.ClaimQuery) {
	if a.chance(2) {
		q.Subject = new(a.filter(1))
	}
	if a.chance(2) {
		q.Object = new(a.filter(1))
	}
	if a.chance(3) {
		q.Documents = a.some(a.documentIDs())
	}
	q.MinConfidence = a.confidence()
}

func (a *asker) figureFilter() graph.FigureFilter {
	var f graph.FigureFilter
	if a.chance(3) {
		f.Indicators = []graph.ID{}
		for range a.IntN(4) {
			f.Indicators = append(f.Indicators, skewed(a.generator, a.model.indicators).ID)
		}
	}
	if a.chance(3) {
		f.Subject = new(a.filter(1))
	}
	if a.chance(4) {
		f.Under = new(a.filter(1))
	}
	if a.chance(6) {
		f.Breakdown = new(a.filter(1))
	}
	f.MinConfidence = a.confidence()
	if a.chance(3) {
		f.Period = a.dateRange()
	}
	if a.chance(4) {
		f.Documents = a.some(a.documentIDs())
	}
	if a.chance(3) {
		f.Progress = filter(a, graph.ProgressStates, 3)
	}
	return f
}

// text returns a part of a random name, sometimes with a typing error.
func (a *asker) text() string {
	if len(a.model.entities) == 0 || a.chance(20) {
		return pick(a.generator, []string{"", " ", "zzz", "(a/b\\", "*", "a\" OR \"b"})
	}
	e := pick(a.generator, a.model.entities)
	forms := []string{e.Name, e.Name, e.Hant, e.NameEN, e.Pinyin, e.Pinyin, e.Initials, string(e.ID)}
	forms = append(forms, e.Aliases...)
	for _, a := range e.LocalAliases {
		forms = append(forms, a.Name)
	}
	for _, s := range e.AliasSounds {
		forms = append(forms, s.Pinyin, s.Initials)
	}
	for _, c := range e.Codes {
		forms = append(forms, c.Value)
	}
	runes := []rune(pick(a.generator, forms))
	if len(runes) == 0 {
		return ""
	}
	if a.chance(2) {
		from := a.IntN(len(runes))
		runes = runes[from : from+1+a.IntN(len(runes)-from)]
	}
	if a.chance(6) { // a typing error
		at := a.IntN(len(runes))
		switch a.IntN(3) {
		case 0:
			runes = slices.Delete(slices.Clone(runes), at, at+1)
		case 1:
			runes = slices.Insert(slices.Clone(runes), at, 'a'+rune(a.IntN(26)))
		default:
			runes = slices.Clone(runes)
			runes[at] = 'a' + rune(a.IntN(26))
		}
	}
	text := string(runes)
	if a.chance(3) {
		text = strings.ReplaceAll(strings.ToUpper(text), " ", "")
	}
	return text
}

// compareFacets compares a facet of a list, sometimes limited to a few values.
func (a *asker) compareFacets(ctx context.Context, t T, r *graph.Reader, q graph.ListQuery) {
	t.Helper()
	by := pick(a.generator, graph.Facets)
	first := graph.MaxPage
	if a.chance(4) {
		first = 1 + a.IntN(3)
	}
	if len(a.model.entities) >= manyNames {
		if _, err := r.Facets(ctx, q, by, first); graph.CodeOf(err) == graph.CodeLimit {
			a.refused++
			return
		}
	}
	a.compared++
	checkFacets(ctx, t, r, a.model, q, by, first)
}

// checkFacets compares a facet of a list with the model, and returns how many values
// it has.
func checkFacets(ctx context.Context, t T, r *graph.Reader, m *model, q graph.ListQuery, by graph.Facet, first int) int {
	t.Helper()
	got, err := r.Facets(ctx, q, by, first)
	if err != nil {
		t.Fatalf("facets by %s of %s: %v", by, inFull(q), err)
	}
	of := q.Of
	if of == nil {
		of = []graph.ID{""}
	}
	if len(got) != len(of) {
		t.Fatalf("facets by %s of %s: %d lists for %d asked about", by, inFull(q), len(got), len(of))
	}
	values := 0
	for i, document := range of {
		values += len(got[i])
		want := m.facets(q, m.dataset.Resolve(document), by, first)
		if fmt.Sprint(got[i]) != fmt.Sprint(want) {
			t.Errorf("facets by %s of %s, %q:\n got %v\nwant %v", by, inFull(q), document, got[i], want)
		}
	}
	return values
}
