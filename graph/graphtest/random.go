package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"

	"policygraph/graph"
)

// Random returns a dataset of n entities of all kinds with claims, figures and documents,
// the same for the same seed. It is valid, and as uneven as possible: names that sound
// alike, hubs, claims with evidence from several documents, retractions and corrections,
// dates of all precisions or none.
func Random(seed uint64, n int) graph.Source {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, uint64(n))), byKind: map[graph.Kind][]graph.ID{}}
	for i := range 3 + n/50 {
		g.indicator(i)
	}
	for i := range 2 + n/10 {
		g.document(i)
	}
	for i := range n {
		g.entity(i)
	}
	g.speakers()
	for range 5 * n {
		g.claim()
	}
	for range n {
		g.figure()
	}
	return graph.Assemble(graph.Dataset{Title: "Random", Licence: "CC0-1.0", Maintainer: "graphtest", Date: "2026-01-01"}, g.records)
}

// Parts are small random graphs in one dataset, not connected to each other. A store loads
// all of them at once.
type Parts struct {
	Source graph.Source
	models []*model // of each
}

// RandomParts returns several graphs of n entities each, made like those of [Random] and
// the same for the same seed.
func RandomParts(seed uint64, parts, n int) Parts {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, uint64(n)))}
	for i := range 3 {
		g.document(i)
	}
	partOf := map[graph.ID]int{}
	for part := range parts {
		g.byKind, g.entities = map[graph.Kind][]graph.ID{}, nil
		for i := range n {
			g.entity(part*n + i)
		}
		for range n * (2 + g.IntN(9)) {
			g.claim()
		}
		for _, id := range g.entities {
			partOf[id] = part
		}
	}
	p := Parts{
		Source: graph.Assemble(graph.Dataset{Title: "Parts", Licence: "CC0-1.0", Maintainer: "graphtest", Date: "2026-01-01"}, g.records),
		models: make([]*model, parts),
	}
	for part := range p.models {
		p.models[part] = &model{dataset: p.Source.Dataset(), records: map[graph.ID]graph.Record{}}
	}
	for r, err := range p.Source.Records(context.Background()) {
		if err != nil {
			panic(err) // cannot happen: it is in memory and the context does not end
		}
		switch r := r.(type) {
		case *graph.Entity:
			p.models[partOf[r.ID]].add(r)
		case *graph.Claim:
			p.models[partOf[r.Subject]].add(r)
		}
	}
	return p
}

type generator struct {
	*rand.Rand
	records    []graph.Record
	entities   []graph.ID
	byKind     map[graph.Kind][]graph.ID
	documents  []graph.ID
	indicators []graph.ID
}

// chance returns true once in n times.
func (g *generator) chance(n int) bool { return g.IntN(n) == 0 }

func pick[E any](g *generator, of []E) E { return of[g.IntN(len(of))] }

// skewed picks a value, the first ones much more often, so that they become hubs.
func skewed[E any](g *generator, of []E) E {
	u := g.Float64()
	return of[int(u*u*u*float64(len(of)))]
}

// syllables are the parts of names. They are few, so that names sound alike.
var syllables = []struct{ han, hant, pinyin, sound, english string }{
	{"安", "安", "ān", "an", "Peace"}, {"北", "北", "běi", "bei", "North"}, {"城", "城", "chéng", "cheng", "Town"},
	{"东", "東", "dōng", "dong", "East"}, {"海", "海", "hǎi", "hai", "Sea"}, {"绿", "綠", "lǜ", "lv", "Green"},
}

// names returns names of one to three syllables.
func (g *generator) names() graph.Names {
	var n graph.Names
	space := ""
	for range 1 + g.IntN(3) {
		s := pick(g, syllables)
		n.Name, n.Hant, n.Initials = n.Name+s.han, n.Hant+s.hant, n.Initials+s.sound[:1]
		n.Pinyin, n.SortKey, n.NameEN = n.Pinyin+space+s.pinyin, n.SortKey+space+s.sound, n.NameEN+space+s.english
		space = " "
	}
	if g.chance(2) {
		n.NameEN = ""
	}
	return n
}

// aliases returns further names.
func (g *generator) aliases(e *graph.Entity) {
	for range g.IntN(3) {
		n := g.names()
		if g.chance(3) {
			e.Aliases = append(e.Aliases, "X-"+n.Initials)
			continue
		}
		if g.chance(4) {
			e.LocalAliases = append(e.LocalAliases, graph.LocalAlias{Name: "本 " + n.Name, In: pick(g, g.documents)})
			continue
		}
		e.Aliases = append(e.Aliases, n.Name)
		e.AliasSounds = append(e.AliasSounds, graph.Sound{Pinyin: n.Pinyin, Initials: n.Initials})
	}
}

func (g *generator) partial() graph.PartialDate {
	day := fmt.Sprintf("%d-%02d-%02d", 2015+g.IntN(10), 1+g.IntN(12), 1+g.IntN(28))
	return graph.PartialDate(day[:pick(g, []int{4, 7, 10})])
}

// maybe returns a date or none.
func (g *generator) maybe() graph.PartialDate {
	if g.chance(2) {
		return ""
	}
	return g.partial()
}

func (g *generator) period() graph.Period {
	p := graph.Period{From: g.maybe(), To: g.maybe()}
	if p.From != "" && p.To != "" && p.From.First() > p.To.Last() {
		p.From, p.To = p.To, p.From
	}
	return p
}

// clocks returns the record day and, once in five times, a day of retraction.
func (g *generator) clocks() (recorded, retracted graph.Day) {
	recorded = graph.Day(fmt.Sprintf("2025-%02d-%02d", 1+g.IntN(6), 1+g.IntN(4)))
	if g.chance(5) {
		retracted = graph.Day(fmt.Sprintf("2025-%02d-%02d", 7+g.IntN(6), 1+g.IntN(4)))
	}
	return recorded, retracted
}

func (g *generator) evidence() []graph.Evidence {
	var out []graph.Evidence
	for range 1 + g.IntN(3) {
		e := graph.Evidence{Document: skewed(g, g.documents), Method: pick(g, graph.Methods), Confidence: float64(g.IntN(11)) / 10}
		if g.chance(2) { // strong enough that paths are not all weak
			e.Confidence = float64(11+g.IntN(10)) / 20
		}
		if g.chance(2) {
			basis := pick(g, graph.Bases)
			e.Basis, e.Confidence = basis.Basis, min(e.Confidence, basis.Confidence)
		}
		if g.chance(6) {
			e.SubjectAt = fmt.Sprintf("%d:0-3#%08x", 1+g.IntN(9), g.Uint32())
		}
		if g.chance(6) {
			e.ObjectAt = fmt.Sprintf("%d:0-3#%08x", 1+g.IntN(9), g.Uint32())
		}
		if !g.chance(4) {
			e.Paragraph, e.Start, e.Check = 1+g.IntN(9), g.IntN(30), fmt.Sprintf("%08x", g.Uint32())
			e.End = e.Start + 1 + g.IntN(20)
		}
		out = append(out, e)
	}
	return out
}

func (g *generator) indicator(i int) {
	id := graph.ID(fmt.Sprintf("indicator:r%d", i))
	g.indicators = append(g.indicators, id)
	g.records = append(g.records, &graph.Indicator{ID: id, Names: g.names(), Measure: pick(g, graph.Measures), Unit: graph.Unit{Code: "1"}})
}

func (g *generator) document(i int) {
	id := graph.ID(fmt.Sprintf("document:r%d", i))
	g.documents = append(g.documents, id)
	g.records = append(g.records, &graph.Document{ID: id, Title: "文", PublishedOn: g.maybe(), Language: "zh-Hans"})
}

// speakers makes some documents speak for entities.
func (g *generator) speakers() {
	for _, r := range g.records {
		d, ok := r.(*graph.Document)
		if !ok || !g.chance(3) {
			continue
		}
		d.SpeaksFor = []graph.SpeaksFor{
			{Entity: skewed(g, g.entities), Paragraphs: []graph.Paragraphs{{From: 1, To: 3}, {From: 7, To: 7}}, At: "1:0-3#00c0ffee"},
			{Entity: pick(g, g.entities), Words: []string{"a \"b\"", "全市"}, At: "2:0-3#00c0ffee"},
		}
	}
}

func (g *generator) entity(i int) {
	k := graph.Kinds[i%len(graph.Kinds)].Kind
	if i >= 2*len(graph.Kinds) {
		k = pick(g, graph.Kinds).Kind
	}
	e := &graph.Entity{ID: graph.ID(fmt.Sprintf("%s:r%06d-%d", k.Prefix(), g.IntN(1_000_000), i)), Names: g.names()}
	for range g.IntN(3) {
		e.Codes = append(e.Codes, graph.OfficialCode{Scheme: pick(g, graph.CodeSchemes), Value: fmt.Sprint(g.IntN(5))})
	}
	if g.chance(4) {
		e.FormerIDs = []graph.ID{graph.ID(fmt.Sprintf("%s:former-%d", k.Prefix(), i))}
	}
	g.aliases(e)
	switch k {
	case graph.Policy:
		e.IssuedOn, e.Adoption = g.maybe(), pick(g, graph.Adoptions)
	case graph.Event:
		e.HeldOn = g.maybe()
	}
	if forms := k.Forms(); forms != nil && (forms.Required || g.chance(2)) {
		e.Form = pick(g, forms.All())
	}
	g.byKind[k] = append(g.byKind[k], e.ID)
	g.entities = append(g.entities, e.ID)
	g.records = append(g.records, e)
}

// ends picks two entities that a type may relate. Within a kind, the subject comes after
// the object, so that hierarchies have no cycles.
func (g *generator) ends(r *graph.Relation) (subject, object graph.ID, ok bool) {
	allowed := pick(g, r.Ends)
	s := pick(g, allowed.Subjects)
	o := pick(g, allowed.Objects)
	if allowed.SameKind {
		o = s
	}
	if len(g.byKind[s]) == 0 || len(g.byKind[o]) == 0 {
		return "", "", false
	}
	if s != o {
		return skewed(g, g.byKind[s]), skewed(g, g.byKind[o]), true
	}
	of := g.byKind[s]
	i := g.IntN(len(of))
	if i == 0 {
		return "", "", false
	}
	return of[i], skewed(g, of[:i]), true
}

func (g *generator) under() graph.ID {
	if !g.chance(4) {
		return ""
	}
	of := g.byKind[pick(g, []graph.Kind{graph.Policy, graph.Programme, graph.Event})]
	if len(of) == 0 {
		return ""
	}
	return skewed(g, of)
}

func (g *generator) claim() {
	r := &graph.Vocabulary[g.IntN(len(graph.Vocabulary))]
	subject, object, ok := g.ends(r)
	if !ok {
		return
	}
	c := &graph.Claim{
		Type: r.Type, Subject: subject, Object: object, Stage: graph.Done, Certainty: pick(g, graph.Certainties),
		Under: g.under(), Occurrence: g.IntN(2), Evidence: g.evidence(),
	}
	if r.Symmetric && g.chance(2) {
		c.Subject, c.Object = object, subject
	}
	if len(r.Roles) > 0 && g.chance(2) {
		c.Role = pick(g, r.Roles)
	}
	if g.chance(3) {
		c.Stage = pick(g, graph.Stages)
	}
	if g.chance(2) {
		c.ValidTime = g.period()
	}
	if g.chance(4) {
		c.Rank = 1 + g.IntN(9)
	}
	c.Recorded, c.Retracted = g.clocks()
	g.records = append(g.records, c)
}

func (g *generator) figure() {
	f := &graph.Figure{
		Subject: skewed(g, g.entities), Indicator: skewed(g, g.indicators), Unit: "1", Stated: "数", Status: pick(g, graph.FigureStatuses),
		Comparator: pick(g, []graph.Comparator{graph.Exact, graph.AtLeast, graph.Qualitative}), Period: g.period(), Under: g.under(), Evidence: g.evidence(),
	}
	if f.Comparator != graph.Qualitative {
		v := float64(g.IntN(20))
		f.Value = &v
	}
	if g.chance(4) {
		f.Breakdown = []graph.ID{skewed(g, g.entities)}
	}
	f.Recorded, f.Retracted = g.clocks()
	g.records = append(g.records, f)
}
