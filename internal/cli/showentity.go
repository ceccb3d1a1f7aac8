package cli

import (
	"context"
	"strings"

	"policygraph/graph"
)

// entity prints an entity with its relations, its figures, and the documents that mention
// it.
func (p *recordPage) entity(ctx context.Context, e *graph.Entity) error {
	p.line(0, "%s  %s", e.In(p.language), e.ID)
	p.field("kind", e.Kind.Info().Label.In(p.language))
	p.names(&e.Names)
	p.field("also called", strings.Join(e.Aliases, ", "))
	for _, code := range e.Codes {
		p.field(string(code.Scheme), code.Value)
	}
	p.field("form", enumText(e.Form))
	p.field("adoption", enumText(e.Adoption))
	p.field("issued on", string(e.IssuedOn))
	p.field("held on", string(e.HeldOn))
	p.field("former ids", strings.Join(asStrings(e.FormerIDs), ", "))
	p.field("description", e.Description)
	if err := p.relations(ctx, e.ID); err != nil {
		return err
	}
	of := graph.FigureQuery{Of: []graph.ID{e.ID}, By: graph.BySubject, At: p.at}
	if err := p.figures(ctx, "Figures", of); err != nil {
		return err
	}
	of.By = graph.ByUnder
	if err := p.figures(ctx, "Figures that it sets or reports", of); err != nil {
		return err
	}
	return p.documents(ctx, e.ID)
}

// relations prints the relations of an entity by type and direction.
func (p *recordPage) relations(ctx context.Context, id graph.ID) error {
	counts, err := p.reader.RelationCounts(ctx, []graph.ID{id}, p.at)
	if err != nil {
		return err
	}
	for _, group := range counts[0] {
		q := graph.ClaimQuery{Of: []graph.ID{id}, Types: []graph.RelationType{group.Type}, Direction: group.Direction, At: p.at}
		p.section("%s (%s, %d)", group.Type.LabelFrom(group.Direction, p.language), group.Type, group.Count)
		for edges, err := range graph.Pages(func(page graph.Page) ([]graph.Connection[graph.Edge], error) {
			q.Page = page
			return p.reader.Claims(ctx, q)
		}) {
			if err != nil {
				return err
			}
			if err := p.related(ctx, edges); err != nil {
				return err
			}
		}
	}
	return nil
}

// related prints a page of relations of one entity.
func (p *recordPage) related(ctx context.Context, edges []graph.Edge) error {
	var ids []graph.ID
	for _, edge := range edges {
		ids = append(ids, edge.Claim.Under)
		for _, e := range edge.Claim.Evidence {
			ids = append(ids, e.Document)
		}
	}
	of, err := p.lookUp(ctx, ids)
	if err != nil {
		return err
	}
	for _, edge := range edges {
		c := edge.Claim
		p.line(1, "%s  %s", edge.Other.In(p.language), edge.Other.ID)
		p.line(2, "%s  %s", strings.Join(particulars(c, of), ", "), c.ID)
		if err := p.evidence(ctx, 2, c.Evidence, of); err != nil {
			return err
		}
	}
	return nil
}

// figures prints figures, if there are any, with the progress of targets and plans.
func (p *recordPage) figures(ctx context.Context, title string, q graph.FigureQuery) error {
	totals, err := p.reader.Totals(ctx, q)
	if err != nil || totals[0] == 0 {
		return err
	}
	p.section("%s (%d)", title, totals[0])
	for figures, err := range graph.Pages(func(page graph.Page) ([]graph.Connection[*graph.Figure], error) {
		q.Page = page
		return p.reader.Figures(ctx, q)
	}) {
		if err != nil {
			return err
		}
		if err := p.pageOfFigures(ctx, figures, q.By); err != nil {
			return err
		}
	}
	return nil
}

func (p *recordPage) pageOfFigures(ctx context.Context, figures []*graph.Figure, by graph.FiguresBy) error {
	var ids []graph.ID
	for _, f := range figures {
		ids = append(append(ids, f.Subject, f.Indicator, f.Under), f.Breakdown...)
		for _, e := range f.Evidence {
			ids = append(ids, e.Document)
		}
	}
	of, err := p.lookUp(ctx, ids)
	if err != nil {
		return err
	}
	progress, err := p.reader.Progress(ctx, figures, of.Measures(figures), p.at)
	if err != nil {
		return err
	}
	for i, f := range figures {
		subject, indicator := of.bare(f.Subject)+": ", of.bare(f.Indicator)+": "
		switch by {
		case graph.BySubject:
			subject = ""
		case graph.ByIndicator:
			indicator = ""
		}
		p.line(1, "%s%s%s", subject, indicator, f.Stated)
		p.line(2, "%s  %s", strings.Join(figureParticulars(f, of), ", "), f.ID)
		if progress[i] != nil {
			p.line(2, "%s", p.stateOf(progress[i]))
		}
		if err := p.evidence(ctx, 2, f.Evidence, of); err != nil {
			return err
		}
	}
	return nil
}

// documents prints the documents that mention an entity, newest first.
func (p *recordPage) documents(ctx context.Context, id graph.ID) error {
	q := graph.DocumentQuery{Of: []graph.ID{id}, At: p.at}
	totals, err := p.reader.Totals(ctx, q)
	if err != nil || totals[0] == 0 {
		return err
	}
	p.section("Documents (%d)", totals[0])
	for documents, err := range graph.Pages(func(page graph.Page) ([]graph.Connection[*graph.Document], error) {
		q.Page = page
		return p.reader.Documents(ctx, q)
	}) {
		if err != nil {
			return err
		}
		for _, d := range documents {
			p.line(1, "%s", place(d))
		}
	}
	return nil
}
