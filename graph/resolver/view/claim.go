package view

import (
	"context"

	"policygraph/graph"
)

// Statement is a claim or a figure.
type Statement interface {
	Node
	isStatement()
}

// Claim resolves a claim.
type Claim struct {
	cohort *claims
	index  int
}

func newClaim(c *claims, index int) *Claim { return &Claim{c, index} }

func (*Claim) isNode()      {}
func (*Claim) isStatement() {}

func (v *Claim) record() *graph.Claim { return v.cohort.items[v.index] }

// ID resolves the field; so do those below.
func (v *Claim) ID() graph.ID                 { return v.record().ID }
func (v *Claim) Type() graph.RelationType     { return v.record().Type }
func (v *Claim) Role() *string                { return orNil(&v.record().Role) }
func (v *Claim) Amount() *float64             { return v.record().Amount }
func (v *Claim) Stage() graph.Stage           { return v.record().Stage }
func (v *Claim) Expected() graph.PartialDate  { return v.record().Expected }
func (v *Claim) Certainty() graph.Certainty   { return v.record().Certainty }
func (v *Claim) ValidFrom() graph.PartialDate { return v.record().ValidTime.From }
func (v *Claim) ValidTo() graph.PartialDate   { return v.record().ValidTime.To }
func (v *Claim) Validity() graph.Validity     { return v.record().Validity() }
func (v *Claim) PresumedFrom() graph.Day      { return v.record().PresumedFrom }
func (v *Claim) Recorded() graph.Day          { return v.record().Recorded }
func (v *Claim) Retracted() graph.Day         { return v.record().Retracted }
func (v *Claim) EvidenceCount() int           { return len(v.record().Evidence) }
func (v *Claim) Confidence() float64          { return v.record().Confidence() }
func (v *Claim) Basis() *graph.Basis          { return basisOf(v.record()) }
func (v *Claim) Label(language graph.Language) string {
	return v.record().Type.LabelFrom(graph.Out, language)
}

// Rank resolves the field; nil where there is no rank.
func (v *Claim) Rank() *int {
	if r := v.record(); r.Rank > 0 {
		return &r.Rank
	}
	return nil
}

// Subject resolves the field.
func (v *Claim) Subject(ctx context.Context) (Entity, error) {
	found, err := references(ctx, v.cohort, "subject", func(c *graph.Claim) graph.ID { return c.Subject })
	return one[Entity](found, err, v.index)
}

// Object resolves the field.
func (v *Claim) Object(ctx context.Context) (Entity, error) {
	found, err := references(ctx, v.cohort, "object", func(c *graph.Claim) graph.ID { return c.Object })
	return one[Entity](found, err, v.index)
}

// Under resolves the field.
func (v *Claim) Under(ctx context.Context) (Entity, error) {
	found, err := references(ctx, v.cohort, "under", func(c *graph.Claim) graph.ID { return c.Under })
	return one[Entity](found, err, v.index)
}

// Replaces resolves the field.
func (v *Claim) Replaces(ctx context.Context) (*Claim, error) {
	found, err := references(ctx, v.cohort, "replaces", func(c *graph.Claim) graph.ID { return c.Replaces })
	return one[*Claim](found, err, v.index)
}

// ReplacedBy resolves the field.
func (v *Claim) ReplacedBy(ctx context.Context) (*Claim, error) {
	found, err := references(ctx, v.cohort, "replacedBy", func(c *graph.Claim) graph.ID { return c.ReplacedBy })
	return one[*Claim](found, err, v.index)
}

// Evidence resolves the field.
func (v *Claim) Evidence(ctx context.Context, first int) ([]*Evidence, error) {
	return evidenceOf(ctx, v.cohort, v.index, first)
}

// ClaimConnection resolves a page of claims.
type ClaimConnection struct{ recordPage[*graph.Claim] }

// PresumedCount resolves the field.
func (v *ClaimConnection) PresumedCount(ctx context.Context) (int, error) {
	return presumedCount(ctx, v.page)
}

// presumedCount returns how many claims of a list are of presumed validity, for the lists
// of all parents at once.
func presumedCount[T any](ctx context.Context, p page[T]) (int, error) {
	totals, err := shared(ctx, &p.all.loads, "presumed", func(ctx context.Context) ([]int, error) {
		q := p.all.query.(graph.ClaimQuery)
		if q.Validity != "" && q.Validity != graph.ValidityPresumed {
			return make([]int, len(p.all.connections)), nil
		}
		q.Validity = graph.ValidityPresumed
		return p.all.reader.Totals(ctx, q)
	})
	if err != nil {
		return 0, err
	}
	return totals[p.index], nil
}

// Nodes resolves the field.
func (v *ClaimConnection) Nodes() []*Claim {
	return collect(v.len(), func(i int) Claim { return Claim{v.next, v.start() + i} })
}

// Edges resolves the field.
func (v *ClaimConnection) Edges() []*ClaimEdge {
	return collect(v.len(), func(i int) ClaimEdge { return ClaimEdge{recordEdge[*graph.Claim]{v.recordPage, i}} })
}

// ClaimEdge resolves an edge to a claim.
type ClaimEdge struct{ recordEdge[*graph.Claim] }

// Node resolves the field.
func (v *ClaimEdge) Node() *Claim { return &Claim{v.page.next, v.page.start() + v.index} }
