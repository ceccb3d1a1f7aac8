package neo4j

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"policygraph/graph"
)

// properties is what a node or relation is created with. What a record does not
// have is no property of it.
type properties map[string]any

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
	if len(list) == 0 {
		return
	}
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	p[name] = out
}

// period stores the ends of a period as written, and as the days that a date is
// compared with.
func (p properties) period(from, to string, period graph.Period) {
	p.text(from, string(period.From))
	p.text(to, string(period.To))
	p.text("firstDay", string(period.From.First()))
	p.text("lastDay", string(period.To.Last()))
}

func (p properties) names(n graph.Names) {
	p.text("name", n.Name)
	p.text("nameEn", n.NameEN)
	p.text("hant", n.Hant)
	p.text("pinyin", n.Pinyin)
	p.text("initials", n.Initials)
}

func record(release string, r graph.Record) properties {
	h := graph.RecordHash(r)
	return properties{"release": release, "id": string(r.RecordID()), "hash": hex.EncodeToString(h[:])}
}

func encodeEntity(release string, e *graph.Entity) properties {
	p := record(release, e)
	p["kind"] = string(e.Kind)
	p.names(e.Names)
	textList(p, "aliases", e.Aliases)
	p.text("description", e.Description)
	textList(p, "codes", encodeCodes(e.Codes))
	textList(p, "formerIds", e.FormerIDs)
	p.text("issuedOn", string(e.IssuedOn))
	p.text("adoption", string(e.Adoption))
	p.text("heldOn", string(e.HeldOn))
	p.text("form", string(e.Form))
	p["degree"] = e.Degree
	for _, o := range entityOrders {
		p[o.property] = graph.EntityKey(e, o.order)
	}
	return p
}

func encodeClaim(release string, c *graph.Claim) properties {
	p := record(release, c)
	p["subject"], p["object"] = string(c.Subject), string(c.Object)
	p["key"], p["listKey"] = c.Key, c.ListKey
	p.text("role", c.Role)
	p.float("amount", c.Amount)
	p.number("rank", c.Rank)
	p["stage"], p["certainty"] = string(c.Stage), string(c.Certainty)
	p.text("expected", string(c.Expected))
	p.text("under", string(c.Under))
	p.period("validFrom", "validTo", c.Holds)
	p.number("again", c.Again)
	p["recorded"] = string(c.Recorded)
	p.text("replaces", string(c.Replaces))
	p.text("replacedBy", string(c.ReplacedBy))
	textList(p, "evidence", encodeEvidence(c.Evidence))
	if c.Retracted != "" {
		p["retracted"], p["type"] = string(c.Retracted), string(c.Type)
	}
	return p
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
	p.text("status", string(f.Status))
	textList(p, "breakdown", f.Breakdown)
	p.text("condition", f.Condition)
	p.text("partOf", string(f.PartOf))
	p.text("under", string(f.Under))
	p.number("again", f.Again)
	p["recorded"] = string(f.Recorded)
	p.text("retracted", string(f.Retracted))
	p.text("replaces", string(f.Replaces))
	p.text("replacedBy", string(f.ReplacedBy))
	p.text("asOf", string(f.AsOf))
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
	textList(p, "repairs", encodeRepairs(d.Repairs))
	p.number("lastCited", d.LastCited)
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

// listKey is [graph.ClaimListKey] put together of what is at hand.
func listKey(c *graph.Claim) string {
	rank := "999999"
	if c.Rank > 0 {
		rank = fmt.Sprintf("%06d", c.Rank)
	}
	return string(c.Subject) + "\t" + rank + "\t" + c.Key
}

// Codes are stored as "SCHEME value".
func encodeCodes(codes []graph.OfficialCode) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c.Scheme) + " " + c.Value
	}
	return out
}

func decodeCodes(list []string) []graph.OfficialCode {
	if len(list) == 0 {
		return nil
	}
	out := make([]graph.OfficialCode, len(list))
	for i, s := range list {
		scheme, value, _ := strings.Cut(s, " ")
		out[i] = graph.OfficialCode{Scheme: graph.CodeScheme(scheme), Value: value}
	}
	return out
}

// Ranges of paragraphs are stored as "from-to".
func encodeParagraphs(ranges []graph.Paragraphs) []string {
	out := make([]string, len(ranges))
	for i, r := range ranges {
		out[i] = strconv.Itoa(r.From) + "-" + strconv.Itoa(r.To)
	}
	return out
}

func decodeParagraphs(list []string) []graph.Paragraphs {
	if len(list) == 0 {
		return nil
	}
	out := make([]graph.Paragraphs, len(list))
	for i, s := range list {
		from, to, _ := strings.Cut(s, "-")
		out[i] = graph.Paragraphs{From: digits(from), To: digits(to)}
	}
	return out
}

// A repair is a line of JSON, since its words can hold any character.

func encodeRepairs(repairs []graph.Repair) []string {
	out := make([]string, len(repairs))
	for i, r := range repairs {
		line, err := json.Marshal(r)
		if err != nil {
			panic(err) // numbers and strings always marshal
		}
		out[i] = string(line)
	}
	return out
}

func decodeRepairs(list []string) []graph.Repair {
	if len(list) == 0 {
		return nil
	}
	out := make([]graph.Repair, len(list))
	for i, line := range list {
		// What encodeRepairs wrote reads back; anything else is nobody's repair.
		_ = json.Unmarshal([]byte(line), &out[i])
	}
	return out
}
