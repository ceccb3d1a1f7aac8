package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"policygraph/graph"
	"policygraph/graph/cite"
)

// particulars are what a claim says beside its ends and type, and how certainly.
func particulars(c *graph.Claim, of named) []string {
	parts := []string{enumText(c.Certainty)}
	if label := c.Basis().Info().Label.EN; label != "" {
		parts = append(parts, label)
	}
	parts = append(parts, fmt.Sprintf("confidence %g", c.Confidence()), enumText(c.Stage))
	if c.Role != "" {
		parts = append(parts, "as "+c.Role)
	}
	if c.Rank > 0 {
		parts = append(parts, fmt.Sprintf("rank %d", c.Rank))
	}
	if c.Amount != nil {
		parts = append(parts, strconv.FormatFloat(*c.Amount, 'f', -1, 64)+" yuan")
	}
	if c.Expected != "" {
		parts = append(parts, "expected "+string(c.Expected))
	}
	if held := c.ValidTime.String(); held != "" {
		parts = append(parts, "valid "+held)
	}
	if c.Under != "" {
		parts = append(parts, "under "+of.bare(c.Under))
	}
	return parts
}

// claim prints a claim.
func (p *recordPage) claim(ctx context.Context, c *graph.Claim) error {
	ids := []graph.ID{c.Subject, c.Object, c.Under}
	for _, e := range c.Evidence {
		ids = append(ids, e.Document)
	}
	of, err := p.lookUp(ctx, ids)
	if err != nil {
		return err
	}
	arrow := "→"
	if c.Type.Symmetric() {
		arrow = "—"
	}
	p.line(0, "%s —%s%s %s", of.bare(c.Subject), c.Type.LabelFrom(c.From(c.Subject), p.language), arrow, of.bare(c.Object))
	p.field("id", string(c.ID))
	p.field("subject", of.name(c.Subject))
	p.field("type", string(c.Type))
	p.field("object", of.name(c.Object))
	p.field("under", of.name(c.Under))
	p.line(1, "%s", strings.Join(particulars(c, of), ", "))
	p.clocks(c.Recorded, c.Retracted, c.Replaces, c.ReplacedBy)
	p.section("Written (%d)", len(c.Evidence))
	return p.evidence(ctx, 1, c.Evidence, of)
}

// figureParticulars are what a figure says beside its subject, indicator and value.
func figureParticulars(f *graph.Figure, of named) []string {
	parts := []string{enumText(f.Status)}
	if period := f.Period.String(); period != "" {
		parts = append(parts, period)
	}
	for _, part := range f.Breakdown {
		parts = append(parts, "of "+of.bare(part))
	}
	if f.Condition != "" {
		parts = append(parts, f.Condition)
	}
	if f.Under != "" {
		parts = append(parts, "under "+of.bare(f.Under))
	}
	return parts
}

// stateOf says how far a target is reached.
func (p *recordPage) stateOf(t *graph.TargetProgress) string {
	state := enumText(t.State)
	if t.Actual != nil {
		state += ", " + t.Actual.Stated + " " + string(t.Actual.ID)
	}
	if t.Baseline != nil {
		state += ", baseline " + t.Baseline.Stated + " " + string(t.Baseline.ID)
	}
	if t.Due != "" {
		state += ", due " + string(t.Due)
	}
	if t.Ratio != nil {
		state += fmt.Sprintf(", ratio %.2f", *t.Ratio)
	}
	return state + ": " + t.Reason.In(p.language)
}

// figure prints a figure.
func (p *recordPage) figure(ctx context.Context, f *graph.Figure) error {
	ids := append([]graph.ID{f.Subject, f.Indicator, f.Under}, f.Breakdown...)
	for _, e := range f.Evidence {
		ids = append(ids, e.Document)
	}
	of, err := p.lookUp(ctx, ids)
	if err != nil {
		return err
	}
	figures := []*graph.Figure{f}
	progress, err := p.reader.Progress(ctx, figures, of.Measures(figures), p.at)
	if err != nil {
		return err
	}
	p.line(0, "%s: %s: %s", of.bare(f.Subject), of.bare(f.Indicator), f.Stated)
	p.field("id", string(f.ID))
	p.field("subject", of.name(f.Subject))
	p.field("indicator", of.name(f.Indicator))
	p.field("value", value(f))
	for _, id := range f.Breakdown {
		p.field("of", of.name(id))
	}
	p.field("condition", f.Condition)
	p.field("status", enumText(f.Status))
	p.field("period", f.Period.String())
	p.field("as of", string(f.AsOf))
	p.field("under", of.name(f.Under))
	p.field("part of", string(f.PartOf))
	if progress[0] != nil {
		p.field("progress", p.stateOf(progress[0]))
	}
	p.clocks(f.Recorded, f.Retracted, f.Replaces, f.ReplacedBy)
	p.section("Written (%d)", len(f.Evidence))
	return p.evidence(ctx, 1, f.Evidence, of)
}

// value is a figure's value in its unit, with what it bounds.
func value(f *graph.Figure) string {
	if f.Value == nil {
		return ""
	}
	text := strconv.FormatFloat(*f.Value, 'f', -1, 64)
	if f.ValueMax != nil {
		text += " to " + strconv.FormatFloat(*f.ValueMax, 'f', -1, 64)
	}
	if f.Unit != "" && f.Unit != "1" {
		text += " " + f.Unit
	}
	if f.Comparator != "" && f.Comparator != graph.Exact {
		text = enumText(f.Comparator) + " " + text
	}
	return text
}

// document prints a document with the entities that it mentions.
func (p *recordPage) document(ctx context.Context, d *graph.Document) error {
	p.line(0, "%s  %s", d.Title, d.ID)
	p.field("publisher", d.Publisher)
	p.field("authors", strings.Join(d.Authors, ", "))
	p.field("published on", string(d.PublishedOn))
	p.field("language", d.Language)
	p.field("address", d.URL)
	p.field("SHA-256", d.SHA256)
	if d.LastParagraph > 0 {
		p.field("paragraphs of the file", fmt.Sprintf("%d to %d", d.FirstParagraph, d.LastParagraph))
	}
	p.field("citation", cite.Document(d).In(cite.Text))
	q := graph.ListQuery{Of: []graph.ID{d.ID}, At: p.at}
	totals, err := p.reader.Totals(ctx, q)
	if err != nil || totals[0] == 0 {
		return err
	}
	p.section("Entities that it is evidence for (%d)", totals[0])
	for entities, err := range graph.Pages(func(page graph.Page) ([]graph.Connection[*graph.Entity], error) {
		q.Page = page
		return p.reader.List(ctx, q)
	}) {
		if err != nil {
			return err
		}
		for _, e := range entities {
			p.line(1, "%s  %s", e.In(p.language), e.ID)
		}
	}
	return nil
}

// indicator prints an indicator with its figures.
func (p *recordPage) indicator(ctx context.Context, i *graph.Indicator) error {
	p.line(0, "%s  %s", i.In(p.language), i.ID)
	p.names(&i.Names)
	p.field("unit", i.Unit.Label.In(p.language))
	p.field("measure", enumText(i.Measure))
	p.field("base", i.Base)
	p.field("description", i.Description)
	return p.figures(ctx, "Figures", graph.FigureQuery{Of: []graph.ID{i.ID}, By: graph.ByIndicator, At: p.at})
}

// pieceOfEvidence prints a piece of evidence, and the statement that it supports.
func (p *recordPage) pieceOfEvidence(ctx context.Context, e *graph.Evidence) error {
	of, err := p.lookUp(ctx, []graph.ID{e.Document})
	if err != nil {
		return err
	}
	p.line(0, "%s", e.ID)
	p.field("of", string(e.Statement))
	p.field("method", enumText(e.Method))
	if err := p.evidence(ctx, 1, []graph.Evidence{*e}, of); err != nil {
		return err
	}
	found, err := p.reader.Nodes(ctx, []graph.ID{e.Statement})
	if err != nil || found[0] == nil {
		return err
	}
	p.section("Of the statement")
	return p.record(ctx, found[0])
}
