package record

import (
	"slices"

	"policygraph/graph"
)

// The functions below make the records that state what a store holds, to write them.
// Package check is the inverse. Values that are defaults of the format are not given.

// given is a field that is written.
func given[T any](value T) Field[T] { return Field[T]{Value: value, Line: 1} }

// unless is a field that is written unless it has the value that it has where it is
// left out.
func unless[T comparable](value, left T) Field[T] {
	if value == left {
		return Field[T]{}
	}
	return given(value)
}

func optional[T comparable](value T) Field[T] {
	var zero T
	return unless(value, zero)
}

func listOf[T any](values []T) List[T] {
	var out List[T]
	for _, v := range values {
		out = append(out, given(v))
	}
	return out
}

func number(v *float64) Field[Decimal] {
	if v == nil {
		return Field[Decimal]{}
	}
	return given(NewDecimal(*v))
}

// NeedsFormat2 reports whether format 1 cannot state a record.
func NeedsFormat2(r graph.Record) bool {
	switch r := r.(type) {
	case *graph.Entity:
		return len(r.LocalAliases) > 0
	case *graph.Document:
		return len(r.SpeaksFor) > 0
	case graph.Statement:
		return slices.ContainsFunc(r.AllEvidence(), func(e graph.Evidence) bool { return e.Basis != "" })
	default:
		return false
	}
}

// OfEntity returns the record of an entity.
func OfEntity(e *graph.Entity) *Entity {
	r := &Entity{
		ID: given(e.ID), Name: given(e.Name), NameEN: optional(e.NameEN), Aliases: Aliases{Plain: listOf(e.Aliases)}, Description: optional(e.Description),
		FormerIDs: listOf(e.FormerIDs), IssuedOn: optional(e.IssuedOn), Adoption: optional(e.Adoption), HeldOn: optional(e.HeldOn), Form: optional(e.FormIn("form")), Function: optional(e.FormIn("function")),
	}
	for _, a := range e.LocalAliases {
		r.Aliases.Local = append(r.Aliases.Local, Alias{Name: given(a.Name), In: given(a.In)})
	}
	for _, c := range e.Codes {
		r.Codes = append(r.Codes, Code{Scheme: given(c.Scheme), Value: given(c.Value)})
	}
	return r
}

// OfIndicator returns the record of an indicator.
func OfIndicator(i *graph.Indicator) *Indicator {
	return &Indicator{
		ID: given(i.ID), Name: given(i.Name), NameEN: optional(i.NameEN), Description: optional(i.Description),
		Unit: given(i.Unit.Code), Measure: given(i.Measure), Base: optional(i.Base),
	}
}

// OfUnit returns the record of a unit that indicators keep values in.
func OfUnit(u graph.Unit) *Unit {
	return &Unit{Code: given(u.Code), Label: given(u.Label.ZH), LabelEN: given(u.Label.EN)}
}

// DerivedUnit returns the record of a unit that is a multiple of another. Its code is
// its name.
func DerivedUnit(code, base string, scale Decimal) *Unit {
	return &Unit{Code: given(code), Label: given(code), LabelEN: given(code), Base: given(base), Scale: given(scale)}
}

// OfDocument returns the record of a document.
func OfDocument(d *graph.Document) *Document {
	r := &Document{
		ID: given(d.ID), Title: given(d.Title), Publisher: optional(d.Publisher), Authors: listOf(d.Authors), Date: optional(d.PublishedOn),
		Language: optional(language(d.Language)), URL: optional(d.URL), SHA256: optional(SHA256(d.SHA256)),
		Paragraphs: optional(graph.Paragraphs{From: d.FirstParagraph, To: d.LastParagraph}), Boilerplate: listOf(d.Boilerplate),
	}
	for _, repair := range d.Repairs {
		r.Repairs = append(r.Repairs, Repair{Paragraph: given(count(repair.Paragraph)), From: given(repair.From), To: given(repair.To), Reason: given(repair.Reason)})
	}
	for _, s := range d.SpeaksFor {
		r.SpeaksFor = append(r.SpeaksFor, SpeaksFor{Entity: given(s.Entity), Paragraphs: listOf(s.Paragraphs), Words: listOf(s.Words), At: pointer(s.At)})
	}
	return r
}

// OfClaim returns the line of a claim.
func OfClaim(c *graph.Claim) *ClaimLine {
	r := &ClaimLine{Claim: Claim{
		Subject: OneOrMore[graph.ID]{given(c.Subject)}, Type: given(c.Type), Object: OneOrMore[graph.ID]{given(c.Object)},
		Role: optional(c.Role), Amount: number(c.Amount), Rank: optional(count(c.Rank)), Stage: unless(c.Stage, graph.Done),
		Expected: optional(c.Expected), Certainty: unless(c.Certainty, graph.Explicit), ValidFrom: optional(c.ValidTime.From), ValidTo: optional(c.ValidTime.To),
		Statement: Statement{
			Under: optional(c.Under), Again: optional(count(c.Occurrence)), Recorded: given(c.Recorded), Retracted: optional(c.Retracted),
			Replaces: optional(Reference(c.Replaces)),
		},
	}}
	short := r.prove(c.Evidence)
	r.Document, r.SubjectAt, r.ObjectAt = short.Document, short.SubjectAt, short.ObjectAt
	return r
}

// OfFigure returns the line of a figure. Its values are in the indicator's unit; see
// [FigureLine.State].
func OfFigure(f *graph.Figure) *FigureLine {
	r := &FigureLine{Figure: Figure{
		Subject: OneOrMore[graph.ID]{given(f.Subject)}, Indicator: given(f.Indicator), Value: number(f.Value), ValueMax: number(f.ValueMax),
		Stated: given(f.Stated), Comparator: unless(f.Comparator, graph.Exact), Period: optional(f.Period), Status: given(f.Status),
		Breakdown: listOf(f.Breakdown), Condition: optional(f.Condition), PartOf: optional(Reference(f.PartOf)),
		Statement: Statement{
			Under: optional(f.Under), Again: optional(count(f.Occurrence)), Recorded: given(f.Recorded), Retracted: optional(f.Retracted),
			Replaces: optional(Reference(f.Replaces)),
		},
	}}
	r.Document = r.prove(f.Evidence).Document
	return r
}

// State writes the values of a figure's line as the figure's words state them, and
// returns the scale of the unit that they are in then; "1" is the indicator's own.
// unit names a derived unit by its scale. The loader compares values with words, and
// does not know that 5MW is 5000 kW.
func (r *FigureLine) State(f *graph.Figure, unit func(scale Decimal) string) error {
	var kept []float64
	for _, v := range []*float64{f.Value, f.ValueMax} {
		if v != nil {
			kept = append(kept, *v)
		}
	}
	if len(kept) == 0 || f.Retracted != "" { // what was retracted is not compared
		return nil
	}
	values, scale, ok := StatedValues(f.Stated, kept)
	if !ok {
		return graph.Errorf(graph.CodeInvalid, "value %v %s does not match %q", kept, f.Unit, f.Stated)
	}
	for i, to := range []*Field[Decimal]{&r.Value, &r.ValueMax}[:len(values)] {
		*to = given(values[i])
	}
	if scale.Text != "1" {
		r.Unit = given(unit(scale))
	}
	return nil
}

// prove writes evidence: in the short form if pieces differ in pointers only, and in
// the long form otherwise. It returns what the short form says beside the statement.
func (s *Statement) prove(evidence []graph.Evidence) (short Evidence) {
	var pieces []Evidence
	for i, e := range evidence {
		at := given(Pointer{e, true})
		if i > 0 && sameBut(&evidence[i-1], &e) {
			last := &pieces[len(pieces)-1]
			last.At = append(last.At, at)
			continue
		}
		pieces = append(pieces, Evidence{
			Document: given(e.Document), At: OneOrMore[Pointer]{at}, Method: unless(e.Method, graph.Curated), Basis: optional(e.Basis),
			SubjectAt: pointer(e.SubjectAt), ObjectAt: pointer(e.ObjectAt), Confidence: given(NewDecimal(e.Confidence)), Note: optional(e.Note),
		})
	}
	if len(pieces) != 1 {
		s.Evidence = pieces
		return Evidence{}
	}
	short = pieces[0]
	s.At, s.Method, s.Basis, s.Confidence, s.Note = short.At, short.Method, short.Basis, short.Confidence, short.Note
	return short
}

// pointer is a field with a pointer that was checked; none for "".
func pointer(text string) Field[Pointer] {
	place, err := graph.ParsePointer(text)
	if err != nil {
		return Field[Pointer]{}
	}
	return given(Pointer{place, true})
}

// sameBut reports whether two pieces of evidence differ in their places only.
func sameBut(a, b *graph.Evidence) bool {
	return a.Document == b.Document && a.Method == b.Method && a.Basis == b.Basis && a.SubjectAt == b.SubjectAt && a.ObjectAt == b.ObjectAt &&
		a.Confidence == b.Confidence && a.Note == b.Note
}
