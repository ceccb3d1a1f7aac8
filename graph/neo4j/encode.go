package neo4j

import (
	"encoding/json"
	"strconv"
	"strings"

	"policygraph/graph"
	"policygraph/graph/textmatch"
)

// properties are the properties of a node or relation to be created. Empty fields of a
// record are not among them.
type properties map[string]any

// row returns the values of some properties, nil for those that are missing.
func (p properties) row(names []string) []any {
	out := make([]any, len(names))
	for i, name := range names {
		out[i] = p[name]
	}
	return out
}

func (p properties) text(name, value string) {
	if value != "" {
		p[name] = value
	}
}

func (p properties) number(name string, value int) {
	if value != 0 {
		p[name] = value
	}
}

func (p properties) float(name string, value *float64) {
	if value != nil {
		p[name] = *value
	}
}

func textList[T ~string](p properties, name string, list []T) {
	if len(list) > 0 {
		p[name] = stringsOf(list)
	}
}

// mapped returns what of makes of each value of a list; nil for an empty list.
func mapped[V, W any](list []V, of func(V) W) []W {
	if len(list) == 0 {
		return nil
	}
	out := make([]W, len(list))
	for i, v := range list {
		out[i] = of(v)
	}
	return out
}

// period sets the ends of a period as written, and the days with which a date is compared.
func (p properties) period(from, to string, period graph.Period) {
	p.text(from, string(period.From))
	p.text(to, string(period.To))
	p.text("firstDay", string(period.From.First()))
	p.text("lastDay", string(period.To.Last()))
}

// presumed sets the days that are presumed of a figure where none are stated.
func (p properties) presumed(f *graph.Figure) {
	holds := f.Holds(graph.AsOf{})
	if f.Period.From == "" {
		p.text("presumedFrom", string(holds.From.First()))
	}
	if f.Period.To == "" {
		p.text("presumedTo", string(holds.To.Last()))
	}
}

func (p properties) names(n graph.Names) {
	p.text("name", n.Name)
	p.text("nameEn", n.NameEN)
	p.text("hant", n.Hant)
	p.text("pinyin", n.Pinyin)
	p.text("initials", n.Initials)
}

func record(release string, r graph.Record) properties {
	return properties{"release": release, "id": string(r.RecordID())}
}

// entityProperties are the properties of entities besides the release, in the order of the
// rows of [createEntity].
var entityProperties = append([]string{
	"id", "kind", "name", "nameEn", "hant", "pinyin", "initials", "aliases", "localAliases", "description", "codes", "formerIds", "issuedOn", "adoption", "heldOn", "form", "degree", "ties",
	"aliasPinyin", "aliasInitials", "terms",
}, orderProperties()...)

func orderProperties() []string {
	var names []string
	for _, o := range entityOrders {
		names = append(names, o.property)
	}
	return names
}

func encodeEntity(e *graph.Entity) properties {
	p := properties{"id": string(e.ID)}
	p["kind"] = string(e.Kind)
	p.names(e.Names)
	textList(p, "aliases", e.Aliases)
	textList(p, "localAliases", mapped(e.LocalAliases, func(a graph.LocalAlias) string { return string(a.In) + " " + a.Name }))
	p.text("description", e.Description)
	textList(p, "codes", encodeCodes(e.Codes))
	textList(p, "formerIds", e.FormerIDs)
	p.text("issuedOn", string(e.IssuedOn))
	p.text("adoption", string(e.Adoption))
	p.text("heldOn", string(e.HeldOn))
	p.text("form", string(e.Form))
	p["degree"], p["ties"] = e.Degree, e.Ties
	textList(p, "aliasPinyin", mapped(e.AliasSounds, func(s graph.Sound) string { return s.Pinyin }))
	textList(p, "aliasInitials", mapped(e.AliasSounds, func(s graph.Sound) string { return s.Initials }))
	p["terms"] = strings.Join(textmatch.Terms(e.SearchNames()), " ")
	for _, o := range entityOrders {
		p[o.property] = graph.EntityKey(e, o.order)
	}
	return p
}

// claimProperties are the properties of claims besides the release, in the order of the
// rows of [createClaim].
var claimProperties = []string{
	"id", "key", "listKey", "recorded", "evidence", "subject", "object", "role", "amount", "rank", "stage", "certainty", "expected", "under",
	"validFrom", "validTo", "firstDay", "lastDay", "presumedFrom", "again", "replaces", "replacedBy", "retracted", "type",
}

// encodeClaim returns a row for [createClaim]: the node ids of its ends, the native type,
// and its properties, nil for empty ones, for the stage DONE and the certainty EXPLICIT.
func encodeClaim(c *graph.Claim, native string, subject, object int64, hubs idSet) []any {
	var evidence, from, to, amount, rank, stage, certainty, again, retractedType any
	if len(c.Evidence) > 0 {
		evidence = encodeEvidence(c.Evidence)
	}
	if hubs[c.Subject] {
		from = string(c.Subject)
	}
	if hubs[c.Object] {
		to = string(c.Object)
	}
	if c.Amount != nil {
		amount = *c.Amount
	}
	if c.Rank != 0 {
		rank = c.Rank
	}
	if c.Stage != graph.Done {
		stage = optional(c.Stage)
	}
	if c.Certainty != graph.Explicit {
		certainty = optional(c.Certainty)
	}
	if c.Occurrence != 0 {
		again = c.Occurrence
	}
	if c.Retracted != "" {
		retractedType = string(c.Type)
	}
	return []any{
		subject, object, native,
		string(c.ID), storedKey(c.Key), storedListKey(c.ListKey), string(c.Recorded), evidence, from, to, optional(c.Role), amount, rank, stage, certainty, optional(c.Expected), optional(c.Under),
		optional(c.ValidTime.From), optional(c.ValidTime.To), optional(c.ValidTime.From.First()), optional(c.ValidTime.To.Last()), optional(c.PresumedFrom), again, optional(c.Replaces), optional(c.ReplacedBy), optional(c.Retracted), retractedType,
	}
}

// encodeUnder returns the properties of a relation between an end of a claim and what the
// claim is under: those by which neighbours are found.
func encodeUnder(c *graph.Claim) properties {
	p := properties{"id": string(c.ID), "key": storedKey(c.Key), "type": string(c.Type), "recorded": string(c.Recorded)}
	if c.Certainty != graph.Explicit {
		p.text("certainty", string(c.Certainty))
	}
	p.text("retracted", string(c.Retracted))
	p.text("firstDay", string(c.ValidTime.From.First()))
	p.text("lastDay", string(c.ValidTime.To.Last()))
	p.text("presumedFrom", string(c.PresumedFrom))
	return p
}

// optional returns nil for an empty string.
func optional[T ~string](value T) any {
	if value == "" {
		return nil
	}
	return string(value)
}

func encodeFigure(release string, f *graph.Figure) properties {
	p := record(release, f)
	p["subject"], p["indicator"], p["measure"], p["key"] = string(f.Subject), string(f.Indicator), string(f.Measure()), f.Key
	p.float("value", f.Value)
	p.float("valueMax", f.ValueMax)
	p.text("unit", f.Unit)
	p.text("stated", f.Stated)
	p.text("comparator", string(f.Comparator))
	p.period("periodFrom", "periodTo", f.Period)
	p.presumed(f)
	p.text("status", string(f.Status))
	textList(p, "breakdown", f.Breakdown)
	p.text("condition", f.Condition)
	p.text("partOf", string(f.PartOf))
	p.text("under", string(f.Under))
	p.number("again", f.Occurrence)
	p["recorded"] = string(f.Recorded)
	p.text("retracted", string(f.Retracted))
	p.text("replaces", string(f.Replaces))
	p.text("replacedBy", string(f.ReplacedBy))
	p.text("asOf", string(f.AsOf))
	p.text("since", string(f.Since))
	textList(p, "evidence", encodeEvidence(f.Evidence))
	return p
}

func encodeDocument(release string, d *graph.Document) properties {
	p := record(release, d)
	p["key"] = d.Key
	p.text("title", d.Title)
	p.text("publisher", d.Publisher)
	textList(p, "authors", d.Authors)
	p.text("publishedOn", string(d.PublishedOn))
	p.text("language", d.Language)
	p.text("url", d.URL)
	p.text("sha256", d.SHA256)
	p.number("firstParagraph", d.FirstParagraph)
	p.number("lastParagraph", d.LastParagraph)
	textList(p, "boilerplate", encodeParagraphs(d.Boilerplate))
	textList(p, "repairs", encodeEach(d.Repairs))
	textList(p, "speaksFor", encodeEach(d.SpeaksFor))
	p.number("lastCited", d.LastCited)
	p.number("citations", d.Citations)
	return p
}

func encodeIndicator(release string, i *graph.Indicator) properties {
	p := record(release, i)
	p["key"] = graph.IndicatorKey(i)
	p.names(i.Names)
	p.text("description", i.Description)
	p.text("unit", i.Unit.Code)
	p.text("unitZh", i.Unit.Label.ZH)
	p.text("unitEn", i.Unit.Label.EN)
	p.text("measure", string(i.Measure))
	p.text("base", i.Base)
	return p
}

// Codes are stored as "SCHEME value".
func encodeCodes(codes []graph.OfficialCode) []string {
	return mapped(codes, func(c graph.OfficialCode) string { return string(c.Scheme) + " " + c.Value })
}

func decodeCodes(list []string) []graph.OfficialCode {
	return mapped(list, func(s string) graph.OfficialCode {
		scheme, value, _ := strings.Cut(s, " ")
		return graph.OfficialCode{Scheme: graph.CodeScheme(scheme), Value: value}
	})
}

// Local aliases are stored as "id name".
func decodeLocalAliases(list []string) []graph.LocalAlias {
	return mapped(list, func(s string) graph.LocalAlias {
		in, name, _ := strings.Cut(s, " ")
		return graph.LocalAlias{Name: name, In: graph.ID(in)}
	})
}

// Ranges of paragraphs are stored as "from-to".
func encodeParagraphs(ranges []graph.Paragraphs) []string {
	return mapped(ranges, func(r graph.Paragraphs) string { return strconv.Itoa(r.From) + "-" + strconv.Itoa(r.To) })
}

func decodeParagraphs(list []string) []graph.Paragraphs {
	return mapped(list, func(s string) graph.Paragraphs {
		from, to, _ := strings.Cut(s, "-")
		return graph.Paragraphs{From: digits(from), To: digits(to)}
	})
}

// A repair and whom a document speaks for are stored as JSON, since their texts can hold
// any character.

func encodeEach[R graph.Repair | graph.SpeaksFor](records []R) []string {
	return mapped(records, func(r R) string {
		line, err := json.Marshal(r)
		if err != nil {
			panic(err) // numbers and strings always marshal
		}
		return string(line)
	})
}

func decodeEach[R graph.Repair | graph.SpeaksFor](list []string) []R {
	return mapped(list, func(line string) (r R) {
		_ = json.Unmarshal([]byte(line), &r) // encodeEach wrote it, so it can be parsed
		return r
	})
}
