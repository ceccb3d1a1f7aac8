package loader

import (
	"net/url"
	"slices"
	"sync/atomic"

	"policygraph/graph"
	"policygraph/loader/names"
)

func (c *checking) describe() {
	d := c.found.dataset
	c.dataset = graph.Dataset{
		Title: d.Title.Value, Licence: d.Licence.Value, Maintainer: d.Maintainer.Value, Date: d.Date.Value,
		Kinds: map[graph.Kind]int{}, Types: map[graph.RelationType]int{},
	}
}

func (c *checking) checkUnits() {
	for i := range c.units {
		u := &c.units[i]
		if u.Code.Value == "" {
			continue
		}
		if other := c.unitsByCode[u.Code.Value]; other != nil {
			c.report(u.on(u.Code.Line), "code: the unit %s is there already, at %s: keep one", u.Code.Value, other.position)
			continue
		}
		c.unitsByCode[u.Code.Value] = u
	}
	for i := range c.units {
		u := &c.units[i]
		switch base := c.unitsByCode[u.Base.Value]; {
		case u.Base.given() != u.Scale.given():
			c.report(u.position, "a derived unit has both base and scale, and a base unit neither: add or delete one")
		case u.Base.Value != "" && base == nil:
			c.report(u.on(u.Base.Line), "base: there is no unit %s%s: declare it", u.Base.Value, suggest(u.Base.Value, keysOfMap(c.unitsByCode)))
		case base != nil && base.Base.given():
			c.report(u.on(u.Base.Line), "base: %s is a derived unit itself: name its base %s and the scale to that", u.Base.Value, base.Base.Value)
		case u.Scale.Value.given() && u.Scale.Value.exact().Sign() <= 0:
			c.report(u.on(u.Scale.Line), "scale: it is not above 0: write how many of the base make one")
		}
	}
}

func (c *checking) checkIndicators() {
	byName := map[string]*indicatorRecord{}
	for i := range c.indicators {
		r := &c.indicators[i]
		id := r.ID.Value
		if id == "" || !c.prefixed(r.on(r.ID.Line), id, "indicator") {
			continue
		}
		if other := c.indicatorByID[id]; other != nil {
			c.report(r.on(r.ID.Line), "id: %s is there already, at %s: keep one or rename one", id, other.position)
			continue
		}
		c.indicatorByID[id] = r
		shortEnough(r.position, "name", r.Name, c.report)
		shortEnough(r.position, "name_en", r.NameEN, c.report)
		if name := r.Name.Value; name != "" {
			if other := byName[name]; other != nil {
				c.report(r.on(r.Name.Line), "name: the indicator %s at %s has the same: merge them, or say in the names how they differ", other.ID.Value, other.position)
			}
			byName[name] = r
		}
		unit := c.unitsByCode[r.Unit.Value]
		if r.Unit.Value != "" && unit == nil {
			c.report(r.on(r.Unit.Line), "unit: there is no unit %s%s: declare it in %s", r.Unit.Value, suggest(r.Unit.Value, keysOfMap(c.unitsByCode)), indicatorsName)
			continue
		}
		if unit == nil {
			continue
		}
		if unit.Base.given() {
			c.report(r.on(r.Unit.Line), "unit: %s is a derived unit: write its base %s, in which values are kept", r.Unit.Value, unit.Base.Value)
			continue
		}
		indicator := &graph.Indicator{
			ID: id, Names: namesOf(r.Name.Value, r.NameEN.Value), Description: r.Description.Value,
			Unit:    graph.Unit{Code: unit.Code.Value, Label: graph.Label{ZH: unit.Label.Value, EN: unit.LabelEN.Value}},
			Measure: r.Measure.Value, Base: r.Base.Value,
		}
		c.tally.sum.Add(graph.RecordHash(indicator))
		c.madeIndicators = append(c.madeIndicators, indicator)
	}
}

func namesOf(name, nameEN string) graph.Names {
	d := names.Derive(name)
	return graph.Names{Name: name, NameEN: nameEN, Hant: d.Hant, Pinyin: d.Pinyin, Initials: d.Initials, SortKey: d.SortKey}
}

// document is a document with its place and the day its statements were
// recorded.
type document struct {
	*graph.Document
	position
	recorded  graph.Day
	leftOut   []LeftOut
	cited     atomic.Int64 // the last paragraph that evidence points to
	citations atomic.Int64 // how many pieces of evidence do
	missing   atomic.Bool  // evidence points into it, and its text is not at hand
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
func (c *checking) takeDocument(r *documentRecord) {
	id := r.ID.Value
	if id == "" || !c.prefixed(r.on(r.ID.Line), id, "document") {
		return
	}
	if other := c.documentByID[id]; other != nil {
		c.report(r.on(r.ID.Line), "id: %s is there already, at %s: keep one file for a document", id, other.position)
		return
	}
	c.notAfterDataset(r.on(r.Date.Line), "date", r.Date.Value)
	c.notAfterDataset(r.on(r.Recorded.Line), "recorded", graph.PartialDate(r.Recorded.Value))
	d := &graph.Document{
		ID: id, Title: r.Title.Value, Publisher: r.Publisher.Value, Authors: valuesOf(r.Authors), PublishedOn: r.Date.Value,
		Language: string(r.Language.Value), URL: r.URL.Value, SHA256: string(r.SHA256.Value),
		FirstParagraph: r.Paragraphs.Value.From, LastParagraph: r.Paragraphs.Value.To, Boilerplate: valuesOf(r.Boilerplate),
	}
	for _, repair := range r.Repairs {
		d.Repairs = append(d.Repairs, graph.Repair{Paragraph: int(repair.Paragraph.Value), From: repair.From.Value, To: repair.To.Value, Reason: repair.Reason.Value})
	}
	if !r.SHA256.given() && (r.Paragraphs.given() || r.Boilerplate != nil || r.Repairs != nil || r.LeftOut != nil) {
		c.report(r.position, "paragraphs, boilerplate, repairs and left_out are of a document with a file: add its sha256, or delete them")
	}
	slices.SortFunc(d.Boilerplate, func(a, b graph.Paragraphs) int { return a.From - b.From })
	for i, p := range d.Boilerplate {
		if i > 0 && p.From <= d.Boilerplate[i-1].To {
			c.report(r.on(r.Boilerplate[0].Line), "boilerplate: paragraph %d is there twice: name each once", p.From)
		}
	}
	if d.URL != "" && !isWebAddress(d.URL) {
		c.report(r.on(r.URL.Line), "url: %.100q is no address of a page: write one that begins with https:// or http://, or leave it out", d.URL)
	}
	made := &document{Document: d, position: r.position, recorded: r.Recorded.Value}
	c.documentByID[id] = made
	c.checkParts(made, r)
	c.checkLeftOut(made, r)
	c.madeDocuments = append(c.madeDocuments, made)
	c.tally.sum.Add(graph.RecordHash(d))
	d.Key = graph.DocumentKey(d)
	if d.PublishedOn.Last() > c.dataset.NewestDocument.Last() {
		c.dataset.NewestDocument = d.PublishedOn
	}
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// valuesOf drops values that could not be read.
func valuesOf[T comparable](l list[T]) []T {
	var zero T
	var out []T
	for _, f := range l {
		if f.Value != zero {
			out = append(out, f.Value)
		}
	}
	return out
}
