package neo4j

import (
	"cmp"
	"strings"

	"policygraph/graph"
)

// Records are transferred as lists without names: the values are in the order of
// the column list, and the decoder reads them in that order. Change both together.

// values reads the values of a list one by one.
type values struct {
	list []any
	at   int
}

func (v *values) next() any {
	v.at++
	return v.list[v.at-1]
}

// text returns "" for null: empty strings are not stored.
func (v *values) text() string {
	s, _ := v.next().(string)
	return s
}

func (v *values) number() int {
	n, _ := v.next().(int64)
	return int(n)
}

func (v *values) float() *float64 {
	if f, ok := v.next().(float64); ok {
		return &f
	}
	return nil
}

func (v *values) flag() bool {
	b, _ := v.next().(bool)
	return b
}

func (v *values) rows() []any {
	l, _ := v.next().([]any)
	return l
}

func (v *values) strings() []string {
	l := v.rows()
	if len(l) == 0 {
		return nil
	}
	out := make([]string, len(l))
	for i, s := range l {
		out[i], _ = s.(string)
	}
	return out
}

func stringsAs[T ~string](v *values) []T {
	l := v.rows()
	if len(l) == 0 {
		return nil
	}
	out := make([]T, len(l))
	for i, s := range l {
		text, _ := s.(string)
		out[i] = T(text)
	}
	return out
}

// list returns a Cypher list of properties of a variable. To find one property the server
// reads all those before it; a projection reads them together, which takes two thirds of
// the time for four or more.
func list(variable string, properties ...string) string {
	if len(properties) < 4 {
		return "[" + variable + "." + strings.Join(properties, ", "+variable+".") + "]"
	}
	return "[m IN [" + variable + "{." + strings.Join(properties, ", .") + "}] | [m." + strings.Join(properties, ", m.") + "]][0]"
}

// entityColumns returns the columns of an entity; if brief, only id and canonical name.
func entityColumns(variable string, brief bool) string {
	if brief {
		return list(variable, "id", "name")
	}
	return list(variable, "id", "name", "nameEn", "hant", "pinyin", "initials", "nameKey", "aliases", "localAliases", "description",
		"codes", "formerIds", "issuedOn", "adoption", "heldOn", "form", "degree", "ties", "aliasPinyin", "aliasInitials")
}

func decodeEntity(row []any, brief bool) *graph.Entity {
	v := values{list: row}
	e := &graph.Entity{ID: graph.ID(v.text())}
	e.Kind = e.ID.Kind()
	e.Name = v.text()
	if brief {
		return e
	}
	e.NameEN, e.Hant, e.Pinyin, e.Initials = v.text(), v.text(), v.text(), v.text()
	e.SortKey = sortKey(v.text(), e.ID)
	e.Aliases, e.LocalAliases, e.Description = v.strings(), decodeLocalAliases(v.strings()), v.text()
	e.Codes = decodeCodes(v.strings())
	e.FormerIDs = stringsAs[graph.ID](&v)
	e.IssuedOn, e.Adoption, e.HeldOn, e.Form = graph.PartialDate(v.text()), graph.Adoption(v.text()), graph.PartialDate(v.text()), graph.Form(v.text())
	e.Degree, e.Ties = v.number(), v.number()
	e.AliasSounds = sounds(v.strings(), v.strings())
	return e
}

// sortKey returns the part of a key by name before the separator and the id.
func sortKey(key string, id graph.ID) string {
	return strings.TrimSuffix(strings.TrimSuffix(key, string(id)), "\t")
}

// claimLayout determines the columns of claims in an answer.
type claimLayout struct {
	omit graph.Omit
	// ends: both ends are columns. Otherwise the caller knows both, one of them being the
	// entity asked about.
	ends bool
	// turned: a column says whether the entity asked about is the subject. Otherwise
	// outward says so for all claims.
	turned, outward bool
	// typed: the type is a column. Otherwise all claims have the type only.
	typed bool
	only  graph.RelationType
	// retracted: relations of the native type RETRACTED can occur.
	retracted bool
}

// row returns a Cypher list of the columns of a relation, after those in before; end is
// the variable of the entity asked about. If nothing is omitted, all properties are read
// together: see [list].
func (l claimLayout) row(relation, end string, before ...string) string {
	c := before
	of, whole := relation, l.omit == 0
	if whole {
		of = "m"
	}
	property := func(names ...string) {
		for _, n := range names {
			c = append(c, of+"."+n)
		}
	}
	switch {
	case l.ends:
		c = append(c, "startNode("+relation+").id", "endNode("+relation+").id")
	case l.turned:
		c = append(c, "startNode("+relation+") = "+end)
	}
	if l.typed && l.retracted {
		c = append(c, "coalesce("+of+".type, type("+relation+"))")
	} else if l.typed {
		c = append(c, "type("+relation+")")
	}
	property("key", "certainty", "rank")
	if l.omit&graph.OmitClaim == 0 {
		property("role", "amount", "stage", "expected", "under", "validFrom", "validTo", "presumedFrom", "again", "recorded", "retracted", "replaces", "replacedBy")
	}
	if l.omit&graph.OmitEvidence == 0 {
		property("evidence")
	}
	row := "[" + strings.Join(c, ", ") + "]"
	if whole {
		return "[m IN [properties(" + relation + ")] | " + row + "][0]"
	}
	return row
}

// decode fills in a claim. end and other are its ends if the layout has no columns for
// them.
func (l claimLayout) decode(v *values, end, other graph.ID, c *graph.Claim) *graph.Claim {
	switch {
	case l.ends:
		c.Subject, c.Object = graph.ID(v.text()), graph.ID(v.text())
	case l.turned && v.flag(), !l.turned && l.outward:
		c.Subject, c.Object = end, other
	default:
		c.Subject, c.Object = other, end
	}
	c.Type = l.only
	if l.typed {
		c.Type = graph.RelationType(v.text())
	}
	c.Key, c.ID = relationKey(v.text())
	c.Certainty, c.Rank = cmp.Or(graph.Certainty(v.text()), graph.Explicit), v.number()
	if l.omit&graph.OmitClaim == 0 {
		c.Role, c.Amount, c.Stage = v.text(), v.float(), cmp.Or(graph.Stage(v.text()), graph.Done)
		c.Expected, c.Under = graph.PartialDate(v.text()), graph.ID(v.text())
		c.ValidTime.From, c.ValidTime.To = graph.PartialDate(v.text()), graph.PartialDate(v.text())
		c.PresumedFrom, c.Occurrence = graph.Day(v.text()), v.number()
		c.Recorded, c.Retracted = graph.Day(v.text()), graph.Day(v.text())
		c.Replaces, c.ReplacedBy = graph.ID(v.text()), graph.ID(v.text())
	}
	if l.omit&graph.OmitEvidence == 0 {
		c.Evidence = decodeEvidence(c.ID, v.rows())
	}
	return c
}

func figureColumnList(variable string) string {
	return list(variable, "id", "subject", "indicator", "value", "valueMax", "unit", "stated", "comparator",
		"periodFrom", "periodTo", "status", "breakdown", "condition", "partOf", "under", "again",
		"recorded", "retracted", "replaces", "replacedBy", "asOf", "since", "key", "evidence")
}

func decodeFigure(row []any) *graph.Figure {
	v := values{list: row}
	f := &graph.Figure{ID: graph.ID(v.text()), Subject: graph.ID(v.text()), Indicator: graph.ID(v.text())}
	f.Value, f.ValueMax, f.Unit, f.Stated = v.float(), v.float(), v.text(), v.text()
	f.Comparator = graph.Comparator(v.text())
	f.Period.From, f.Period.To = graph.PartialDate(v.text()), graph.PartialDate(v.text())
	f.Status, f.Breakdown = graph.FigureStatus(v.text()), stringsAs[graph.ID](&v)
	f.Condition, f.PartOf, f.Under, f.Occurrence = v.text(), graph.ID(v.text()), graph.ID(v.text()), v.number()
	f.Recorded, f.Retracted = graph.Day(v.text()), graph.Day(v.text())
	f.Replaces, f.ReplacedBy = graph.ID(v.text()), graph.ID(v.text())
	f.AsOf, f.Since, f.Key = graph.PartialDate(v.text()), graph.PartialDate(v.text()), v.text()
	f.Evidence = decodeEvidence(f.ID, v.rows())
	return f
}

func documentColumns(variable string) string {
	return list(variable, "id", "title", "publisher", "authors", "publishedOn", "language", "url", "sha256",
		"firstParagraph", "lastParagraph", "boilerplate", "repairs", "speaksFor", "lastCited", "key", "citations")
}

func decodeDocument(row []any) *graph.Document {
	v := values{list: row}
	d := &graph.Document{ID: graph.ID(v.text()), Title: v.text(), Publisher: v.text(), Authors: v.strings()}
	d.PublishedOn, d.Language, d.URL, d.SHA256 = graph.PartialDate(v.text()), v.text(), v.text(), v.text()
	d.FirstParagraph, d.LastParagraph = v.number(), v.number()
	d.Boilerplate = decodeParagraphs(v.strings())
	d.Repairs = decodeEach[graph.Repair](v.strings())
	d.SpeaksFor = decodeEach[graph.SpeaksFor](v.strings())
	d.LastCited, d.Key, d.Citations = v.number(), v.text(), v.number()
	return d
}

func indicatorColumns(variable string) string {
	return list(variable, "id", "name", "nameEn", "hant", "pinyin", "initials", "key", "description",
		"unit", "unitZh", "unitEn", "measure", "base")
}

func decodeIndicator(row []any) *graph.Indicator {
	v := values{list: row}
	i := &graph.Indicator{ID: graph.ID(v.text())}
	i.Name, i.NameEN, i.Hant, i.Pinyin, i.Initials = v.text(), v.text(), v.text(), v.text(), v.text()
	i.SortKey = sortKey(v.text(), i.ID)
	i.Description = v.text()
	i.Unit.Code, i.Unit.Label.ZH, i.Unit.Label.EN = v.text(), v.text(), v.text()
	i.Measure, i.Base = graph.Measure(v.text()), v.text()
	return i
}
