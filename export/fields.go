package export

import (
	"policygraph/graph"
)

// field is a value of a record with its name in CSV, GraphML and Cypher. The value
// is a string, an int, a float64 or a []string. A record has no field for a value
// that it lacks.
type field struct {
	name  string
	value any
}

type fields []field

func (f *fields) text(name, value string) {
	if value != "" {
		*f = append(*f, field{name, value})
	}
}

func (f *fields) number(name string, value int) {
	if value != 0 {
		*f = append(*f, field{name, value})
	}
}

func (f *fields) float(name string, value *float64) {
	if value != nil {
		*f = append(*f, field{name, *value})
	}
}

func (f *fields) names(n *graph.Names) {
	f.text("name", n.Name)
	f.text("name_en", n.NameEN)
	f.text("name_hant", n.Hant)
	f.text("pinyin", n.Pinyin)
}

func (f *fields) period(p graph.Period, from, to string) {
	f.text(from, string(p.From))
	f.text(to, string(p.To))
}

func (f *fields) clocks(recorded, retracted graph.Day, replaces, replacedBy graph.ID) {
	f.text("recorded", string(recorded))
	f.text("retracted", string(retracted))
	f.text("replaces", string(replaces))
	f.text("replaced_by", string(replacedBy))
}

func list[T ~string](f *fields, name string, values []T) {
	if len(values) == 0 {
		return
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	*f = append(*f, field{name, texts})
}

// The columns of each type of record, in the order of the fields that the functions
// below return.
var (
	entityColumns    = []string{"id", "kind", "name", "name_en", "name_hant", "pinyin", "aliases", "local_aliases", "description", "codes", "former_ids", "issued_on", "adoption", "held_on", "form", "relations"}
	claimColumns     = []string{"id", "type", "subject", "object", "role", "amount", "rank", "stage", "expected", "under", "certainty", "valid_from", "valid_to", "recorded", "retracted", "replaces", "replaced_by"}
	figureColumns    = []string{"id", "subject", "indicator", "value", "value_max", "unit", "stated", "comparator", "period_from", "period_to", "status", "breakdown", "condition", "part_of", "under", "as_of", "recorded", "retracted", "replaces", "replaced_by"}
	documentColumns  = []string{"id", "title", "publisher", "authors", "published_on", "language", "url", "sha256", "first_paragraph", "last_paragraph"}
	indicatorColumns = []string{"id", "name", "name_en", "name_hant", "pinyin", "description", "unit", "unit_label", "unit_label_en", "measure", "base"}
	evidenceColumns  = []string{"id", "statement", "document", "paragraph", "start", "end", "check", "method", "basis", "confidence", "note", "quote", "subject_at", "object_at", "speaks_for"}
)

func fieldsOfEntity(e *graph.Entity) (f fields) {
	f.text("id", string(e.ID))
	f.text("kind", string(e.Kind))
	f.names(&e.Names)
	list(&f, "aliases", e.Aliases)
	list(&f, "local_aliases", localAliases(e))
	f.text("description", e.Description)
	codes := make([]string, len(e.Codes))
	for i, c := range e.Codes {
		codes[i] = string(c.Scheme) + " " + c.Value
	}
	list(&f, "codes", codes)
	list(&f, "former_ids", e.FormerIDs)
	f.text("issued_on", string(e.IssuedOn))
	f.text("adoption", string(e.Adoption))
	f.text("held_on", string(e.HeldOn))
	f.text("form", string(e.Form))
	f.number("relations", e.Degree)
	return f
}

// localAliases are an entity's local names, each after the id that it is local to.
func localAliases(e *graph.Entity) []string {
	var out []string
	for _, a := range e.LocalAliases {
		out = append(out, string(a.In)+" "+a.Name)
	}
	return out
}

func fieldsOfClaim(c *graph.Claim) (f fields) {
	f.text("id", string(c.ID))
	f.text("type", string(c.Type))
	f.text("subject", string(c.Subject))
	f.text("object", string(c.Object))
	f.text("role", c.Role)
	f.float("amount", c.Amount)
	f.number("rank", c.Rank)
	f.text("stage", string(c.Stage))
	f.text("expected", string(c.Expected))
	f.text("under", string(c.Under))
	f.text("certainty", string(c.Certainty))
	f.period(c.ValidTime, "valid_from", "valid_to")
	f.clocks(c.Recorded, c.Retracted, c.Replaces, c.ReplacedBy)
	return f
}

func fieldsOfFigure(x *graph.Figure) (f fields) {
	f.text("id", string(x.ID))
	f.text("subject", string(x.Subject))
	f.text("indicator", string(x.Indicator))
	f.float("value", x.Value)
	f.float("value_max", x.ValueMax)
	f.text("unit", x.Unit)
	f.text("stated", x.Stated)
	f.text("comparator", string(x.Comparator))
	f.period(x.Period, "period_from", "period_to")
	f.text("status", string(x.Status))
	list(&f, "breakdown", x.Breakdown)
	f.text("condition", x.Condition)
	f.text("part_of", string(x.PartOf))
	f.text("under", string(x.Under))
	f.text("as_of", string(x.AsOf))
	f.clocks(x.Recorded, x.Retracted, x.Replaces, x.ReplacedBy)
	return f
}

func fieldsOfDocument(d *graph.Document) (f fields) {
	f.text("id", string(d.ID))
	f.text("title", d.Title)
	f.text("publisher", d.Publisher)
	list(&f, "authors", d.Authors)
	f.text("published_on", string(d.PublishedOn))
	f.text("language", d.Language)
	f.text("url", d.URL)
	f.text("sha256", d.SHA256)
	f.number("first_paragraph", d.FirstParagraph)
	f.number("last_paragraph", d.LastParagraph)
	return f
}

func fieldsOfIndicator(i *graph.Indicator) (f fields) {
	f.text("id", string(i.ID))
	f.names(&i.Names)
	f.text("description", i.Description)
	f.text("unit", i.Unit.Code)
	f.text("unit_label", i.Unit.Label.ZH)
	f.text("unit_label_en", i.Unit.Label.EN)
	f.text("measure", string(i.Measure))
	f.text("base", i.Base)
	return f
}

func fieldsOfEvidence(e *piece) (f fields) {
	f.text("id", string(e.ID))
	f.text("statement", string(e.Statement))
	f.text("document", string(e.Document))
	if e.Paragraph > 0 { // 0 means that a register is cited whole
		f = append(f, field{"paragraph", e.Paragraph}, field{"start", e.Start}, field{"end", e.End})
	}
	f.text("check", e.Check)
	f.text("method", string(e.Method))
	f.text("basis", string(e.Basis))
	f = append(f, field{"confidence", e.Confidence})
	f.text("note", e.Note)
	f.text("quote", e.quote)
	f.text("subject_at", e.SubjectAt)
	f.text("object_at", e.ObjectAt)
	list(&f, "speaks_for", e.speaksFor)
	return f
}
