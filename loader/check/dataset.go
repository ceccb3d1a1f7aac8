package check

import (
	"net/url"
	"slices"
	"sync/atomic"

	"policygraph/graph"
	"policygraph/loader/inventory"
	"policygraph/loader/names"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

func (p *firstPass) checkUnits() {
	for i := range p.units {
		u := &p.units[i]
		if u.Code.Value == "" {
			continue
		}
		if other := p.index.units[u.Code.Value]; other != nil {
			p.report(u.On(u.Code.Line), "code: duplicate unit %s, also at %s; keep one", u.Code.Value, other.Position)
			continue
		}
		p.index.units[u.Code.Value] = u
	}
	for i := range p.units {
		u := &p.units[i]
		switch base := p.index.units[u.Base.Value]; {
		case u.Base.Given() != u.Scale.Given():
			p.report(u.Position, "base or scale missing; a derived unit has both, a base unit neither")
		case u.Base.Value != "" && base == nil:
			p.report(u.On(u.Base.Line), "base: unknown unit %s%s; declare it", u.Base.Value, record.Suggest(u.Base.Value, record.KeysOf(p.index.units)))
		case base != nil && base.Base.Given():
			p.report(u.On(u.Base.Line), "base: %s is a derived unit; name its base %s and the scale to that", u.Base.Value, base.Base.Value)
		case u.Scale.Value.Given() && u.Scale.Value.Exact().Sign() <= 0:
			p.report(u.On(u.Scale.Line), "scale: must be above 0; write how many of the base make one")
		}
	}
}

func (p *firstPass) checkIndicators() {
	byName := map[string]*record.Indicator{}
	for i := range p.indicators {
		r := &p.indicators[i]
		id := r.ID.Value
		if id == "" || !p.prefixed(r.On(r.ID.Line), id, "indicator") {
			continue
		}
		if other := p.index.indicators[id]; other != nil {
			p.report(r.On(r.ID.Line), "id: duplicate id %s, also at %s; delete or rename one", id, other.Position)
			continue
		}
		p.index.indicators[id] = r
		shortEnough(r.Position, "name", r.Name, p.report)
		shortEnough(r.Position, "name_en", r.NameEN, p.report)
		if name := r.Name.Value; name != "" {
			if other := byName[name]; other != nil {
				p.report(r.On(r.Name.Line), "name: duplicate name, also of the indicator %s at %s; merge the two, or make the names differ", other.ID.Value, other.Position)
			}
			byName[name] = r
		}
		unit := p.index.units[r.Unit.Value]
		if r.Unit.Value != "" && unit == nil {
			p.report(r.On(r.Unit.Line), "unit: unknown unit %s%s; declare it in %s", r.Unit.Value, record.Suggest(r.Unit.Value, record.KeysOf(p.index.units)), inventory.IndicatorsName)
			continue
		}
		if unit == nil {
			continue
		}
		if unit.Base.Given() {
			p.report(r.On(r.Unit.Line), "unit: %s is a derived unit; write its base %s, in which values are kept", r.Unit.Value, unit.Base.Value)
			continue
		}
		indicator := &graph.Indicator{
			ID: id, Names: namesOf(r.Name.Value, r.NameEN.Value), Description: r.Description.Value,
			Unit:    graph.Unit{Code: unit.Code.Value, Label: graph.Label{ZH: unit.Label.Value, EN: unit.LabelEN.Value}},
			Measure: r.Measure.Value, Base: r.Base.Value,
		}
		p.index.tally.sum.Add(graph.RecordHash(indicator))
		p.index.madeIndicators = append(p.index.madeIndicators, indicator)
	}
}

func namesOf(name, nameEN string) graph.Names {
	d := names.Derive(name)
	return graph.Names{Name: name, NameEN: nameEN, Hant: d.Hant, Pinyin: d.Pinyin, Initials: d.Initials, SortKey: d.SortKey}
}

// document is a document with its position and the day its statements were
// recorded.
type document struct {
	*graph.Document
	problem.Position
	recorded  graph.Day
	leftOut   []LeftOut
	local     []localAlias // names in its text, folded; if texts were given
	cited     atomic.Int64 // the last paragraph that evidence points to
	citations atomic.Int64 // how many pieces of evidence do
	missing   atomic.Bool  // evidence points into it, and its text is not available
}

// cite notes that evidence points to a paragraph.
func (d *document) cite(paragraph int) {
	d.citations.Add(1)
	for last := d.cited.Load(); last < int64(paragraph); last = d.cited.Load() {
		if d.cited.CompareAndSwap(last, int64(paragraph)) {
			return
		}
	}
}

// takeDocument makes a document of its record.
func (p *firstPass) takeDocument(r *record.Document) {
	id := r.ID.Value
	if id == "" || !p.prefixed(r.On(r.ID.Line), id, "document") {
		return
	}
	if other := p.index.documents[id]; other != nil {
		p.report(r.On(r.ID.Line), "id: duplicate id %s, also at %s; keep one file for a document", id, other.Position)
		return
	}
	notAfterDataset(&p.index.dataset, &p.problems, r.On(r.Date.Line), "date", r.Date.Value)
	notAfterDataset(&p.index.dataset, &p.problems, r.On(r.Recorded.Line), "recorded", graph.PartialDate(r.Recorded.Value))
	d := &graph.Document{
		ID: id, Title: r.Title.Value, Publisher: r.Publisher.Value, Authors: valuesOf(r.Authors), PublishedOn: r.Date.Value,
		Language: string(r.Language.Value), URL: r.URL.Value, SHA256: string(r.SHA256.Value),
		FirstParagraph: r.Paragraphs.Value.From, LastParagraph: r.Paragraphs.Value.To, Boilerplate: valuesOf(r.Boilerplate),
	}
	for _, repair := range r.Repairs {
		d.Repairs = append(d.Repairs, graph.Repair{Paragraph: int(repair.Paragraph.Value), From: repair.From.Value, To: repair.To.Value, Reason: repair.Reason.Value})
	}
	if !r.SHA256.Given() && (r.Paragraphs.Given() || r.Boilerplate != nil || r.Repairs != nil || r.SpeaksFor != nil || r.LeftOut != nil) {
		p.report(r.Position, "paragraphs, boilerplate, repairs, speaks_for and left_out need a document with a file; add its sha256, or delete them")
	}
	slices.SortFunc(d.Boilerplate, func(a, b graph.Paragraphs) int { return a.From - b.From })
	for i, part := range d.Boilerplate {
		if i > 0 && part.From <= d.Boilerplate[i-1].To {
			p.report(r.On(r.Boilerplate[0].Line), "boilerplate: paragraph %d is listed twice; delete one", part.From)
		}
	}
	if d.URL != "" && !isWebAddress(d.URL) {
		p.report(r.On(r.URL.Line), "url: invalid address %.100q; write one that begins with https:// or http://, or delete the key", d.URL)
	}
	made := &document{Document: d, Position: r.Position, recorded: r.Recorded.Value}
	p.index.documents[id] = made
	p.checkParts(made, r)
	p.checkLeftOut(made, r)
	p.index.madeDocuments = append(p.index.madeDocuments, made)
	p.speaking = append(p.speaking, r.SpeaksFor)
	d.Key = graph.DocumentKey(d)
	if d.PublishedOn.Last() > p.index.dataset.NewestDocument.Last() {
		p.index.dataset.NewestDocument = d.PublishedOn
	}
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// valuesOf drops values that could not be read.
func valuesOf[T comparable](l record.List[T]) []T {
	var zero T
	var out []T
	for _, f := range l {
		if f.Value != zero {
			out = append(out, f.Value)
		}
	}
	return out
}
