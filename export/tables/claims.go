package tables

import (
	"context"
	"slices"

	"policygraph/graph"
)

// ClaimQuery asks for a table of claims, in the order of the API's list of claims.
type ClaimQuery struct {
	// Claims restricts them; its Of, Omit and Page are not used.
	Claims graph.ClaimQuery
	// EveryEvidence makes a row of each piece of evidence, best first. Otherwise a claim
	// has one row, with its best piece.
	EveryEvidence bool
}

var claimColumns = slices.Concat([]Column{
	{Name: "subject"}, {Name: "type", Wide: true, Enum: true}, {Name: "label"}, {Name: "object"}, {Name: "role", Enum: true},
	{Name: "certainty", Enum: true}, {Name: "basis", Enum: true}, {Name: "confidence"}, {Name: "stage", Enum: true},
	{Name: "expected", Wide: true}, {Name: "amount"}, {Name: "rank", Wide: true}, {Name: "under", Wide: true},
	{Name: "valid_from"}, {Name: "valid_to"}, {Name: "validity", Wide: true, Enum: true}, {Name: "presumed_from", Wide: true}, {Name: "recorded", Wide: true}, {Name: "retracted"},
}, evidenceColumns, []Column{
	{Name: "subject_at", Wide: true, ID: true}, {Name: "object_at", Wide: true, ID: true}, {Name: "speaks_for", Wide: true, ID: true},
	{Name: "certainty_label", Wide: true}, {Name: "basis_label", Wide: true}, {Name: "stage_label", Wide: true},
	{Name: "pieces_of_evidence", Wide: true}, {Name: "subject_id", Wide: true, ID: true}, {Name: "subject_kind", Wide: true, Enum: true},
	{Name: "object_id", Wide: true, ID: true}, {Name: "object_kind", Wide: true, Enum: true}, {Name: "under_id", Wide: true, ID: true},
	{Name: "replaced_by", Wide: true, ID: true}, {Name: "id", ID: true},
})

// Claims returns a table of claims.
func Claims(ctx context.Context, r *graph.Reader, q ClaimQuery, o Options) (*Table, error) {
	q.Claims.Of, q.Claims.Omit = nil, 0
	totals, err := r.Totals(ctx, q.Claims) // checks the query too
	if err != nil {
		return nil, err
	}
	t := newTable("claims", r, q.Claims.At, claimColumns)
	t.Asked.Types, t.Asked.Certainty, t.Asked.MinConfidence = q.Claims.Types, q.Claims.Certainty, q.Claims.MinConfidence
	return t.read(o, func(emit emit) error {
		done := 0
		o.progress(done, totals[0])
		for edges, err := range graph.Pages(func(p graph.Page) ([]graph.Connection[graph.Edge], error) {
			q.Claims.Page = p
			return r.Claims(ctx, q.Claims)
		}) {
			if err != nil {
				return err
			}
			if more, err := t.claims(ctx, r, edges, q.EveryEvidence, o, emit); err != nil || !more {
				return err
			}
			done += len(edges)
			o.progress(done, totals[0])
		}
		return nil
	}), nil
}

// claims emits the rows of a page of claims.
func (t *Table) claims(ctx context.Context, r *graph.Reader, page []graph.Edge, every bool, o Options, emit emit) (more bool, err error) {
	var ids []graph.ID
	for _, edge := range page {
		c := edge.Claim
		ids = append(ids, c.Subject, c.Object, c.Under)
		for _, e := range shown(c.Evidence, every) {
			ids = append(ids, e.Document)
		}
	}
	of, err := lookUp(ctx, r, ids)
	if err != nil {
		return false, err
	}
	for _, edge := range page {
		for _, e := range shown(edge.Claim.Evidence, every) {
			row, err := t.claim(ctx, edge.Claim, e, of, o)
			if err != nil || !emit(row) {
				return false, err
			}
		}
	}
	return true, nil
}

// shown is the evidence that has rows: all of it, or the best piece.
func shown(evidence []graph.Evidence, every bool) []graph.Evidence {
	if every {
		return evidence
	}
	return evidence[:min(len(evidence), 1)]
}

func (t *Table) claim(ctx context.Context, c *graph.Claim, e graph.Evidence, of records, o Options) (Row, error) {
	written, err := t.evidence(ctx, e, of, o)
	if err != nil {
		return nil, err
	}
	quote, _ := written[0].(string) // "" where it is not available
	var under any
	if c.Under != "" {
		under = of.name(c.Under, o.Language)
	}
	return slices.Concat(Row{
		of.name(c.Subject, o.Language), string(c.Type), c.Type.LabelFrom(c.From(c.Subject), o.Language), of.name(c.Object, o.Language), text(c.Role),
		text(c.Certainty), text(e.Basis), e.Confidence, text(c.Stage),
		text(c.Expected), number(c.Amount), positive(c.Rank), under,
		text(c.ValidTime.From), text(c.ValidTime.To), text(c.Validity()), text(c.PresumedFrom), text(c.Recorded), text(c.Retracted),
	}, written, Row{
		text(e.SubjectAt), text(e.ObjectAt), joined(spokenFor(c, e, quote, of.document(e.Document)), "; "),
		label("Certainty", c.Certainty, o.Language), label("Basis", e.Basis, o.Language), label("Stage", c.Stage, o.Language),
		len(c.Evidence), string(c.Subject), string(c.Subject.Kind()),
		string(c.Object), string(c.Object.Kind()), text(c.Under),
		text(c.ReplacedBy), string(c.ID),
	}), nil
}

// spokenFor lists the ends of a claim that the document speaks for at the evidence: each
// with the pointer to the words that say so.
func spokenFor(c *graph.Claim, e graph.Evidence, quote string, d *graph.Document) []string {
	var out []string
	for _, s := range graph.SpokenFor(d.SpeaksFor, c, e.Paragraph, quote) {
		out = append(out, string(s.Entity)+" "+s.At)
	}
	return out
}
