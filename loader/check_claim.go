package loader

import (
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
)

// makeClaims makes the claims that a record stands for: one for each subject and
// object. They are unsure where their ids may be others, since part of the
// record could not be read.
func (c *checking) makeClaims(r *claimLine) (claims []*graph.Claim, unsure bool) {
	at := r.position
	if c.tooMany(at, &r.statementRecord, len(r.Subject)*len(r.Object)) {
		return nil, false
	}
	subjects, objects := c.knownAll(at, "subject", r.Subject), c.knownAll(at, "object", r.Object)
	under := c.knownUnder(at, &r.statementRecord)
	unsure = r.faulty || under == "" && r.Under.given()
	recorded, retracted := c.clocks(at, &r.statementRecord, r.Document)
	proofs := c.evidence(at, &r.statementRecord, r.Document)
	quotes := c.quotes(proofs)
	c.checkClaimValues(r)

	for _, subject := range subjects {
		for _, object := range objects {
			if r.Type.Value == "" || !c.allowed(r, subject, object) {
				continue
			}
			claim := &graph.Claim{
				Type: r.Type.Value, Subject: subject.Value, Object: object.Value,
				Role: keep(c, r.Role.Value), Rank: int(r.Rank.Value), Stage: r.Stage.Value,
				Expected: keep(c, r.Expected.Value), Under: under, Certainty: r.Certainty.Value,
				Holds: graph.Period{From: keep(c, r.ValidFrom.Value), To: keep(c, r.ValidTo.Value)}, Again: int(r.Again.Value),
				Recorded: recorded, Retracted: retracted, Replaces: c.referred(r.Replaces, at.file, claimSort), Evidence: evidenceOf(proofs),
			}
			if r.Amount.Value.given() {
				amount := r.Amount.Value.float()
				claim.Amount = &amount
			}
			graph.CompleteClaim(claim, c.entities.firstOf)
			claims = append(claims, claim)
			c.checkClaimQuotes(claim, quotes)
		}
	}
	return claims, unsure
}

// knownAll resolves a record's list of entities and drops those that are not
// known or are there twice, which is reported.
func (c *checking) knownAll(at position, key string, ids oneOrMore[graph.ID]) []field[graph.ID] {
	out := make([]field[graph.ID], 0, len(ids))
	var seen map[graph.ID]bool // of several
	if len(ids) > 1 {
		seen = make(map[graph.ID]bool, len(ids))
	}
	for _, id := range ids {
		resolved := c.known(at.on(id.Line), key, id.Value)
		if resolved == "" {
			continue
		}
		if seen[resolved] {
			c.report(at.on(id.Line), "%s: %s is there twice: delete one", key, id.Value)
			continue
		}
		if len(ids) > 1 {
			seen[resolved] = true
		}
		out = append(out, field[graph.ID]{Value: resolved, Line: id.Line})
	}
	return out
}

// checkClaimValues checks what concerns the record's own keys only.
func (c *checking) checkClaimValues(r *claimLine) {
	at := r.position
	if row := r.Type.Value.Relation(); row != nil && r.Role.Value != "" && len(row.Roles) > 0 && !slices.Contains(row.Roles, r.Role.Value) {
		near := suggest(r.Role.Value, func() iter.Seq[string] { return slices.Values(row.Roles) })
		c.report(at.on(r.Role.Line), "role: %.60q is no role of %s%s: write %s", r.Role.Value, row.Type, near, orList(row.Roles))
	}
	if from, to := r.ValidFrom.Value, r.ValidTo.Value; from != "" && to != "" && from.First() > to.Last() {
		c.report(at.on(r.ValidTo.Line), "valid_to: %s is before valid_from %s: correct one of them", to, from)
	}
	if r.Certainty.Value == graph.Implied && !noted(&r.statementRecord) {
		c.report(at.on(r.Certainty.Line), "certainty: an implied claim says on what basis: add a note")
	}
}

func noted(r *statementRecord) bool {
	return r.Note.Value != "" || slices.ContainsFunc(r.Evidence, func(e evidenceRecord) bool { return e.Note.Value != "" })
}

// allowed checks a pair of ends against the vocabulary.
func (c *checking) allowed(r *claimLine, subject, object field[graph.ID]) bool {
	if subject.Value == object.Value {
		c.report(r.on(object.Line), "object: %s is related to itself: name another entity", object.Value)
		return false
	}
	row, s, o := r.Type.Value.Relation(), subject.Value.Kind(), object.Value.Kind()
	if row.Allows(s, o) {
		return true
	}
	c.report(r.on(r.Type.Line), "type: %s does not relate %s (%s) to %s (%s): it relates %s", row.Type, subject.Value, s.Prefix(), object.Value, o.Prefix(), endsInWords(row))
	return false
}

// endsInWords says what a type relates, such as "agency or region to policy".
func endsInWords(row *graph.Relation) string {
	var ways []string
	for _, e := range row.Ends {
		if e.SameKind {
			ways = append(ways, "two of one kind: "+orList(prefixes(e.Subjects)))
			continue
		}
		ways = append(ways, orList(prefixes(e.Subjects))+" to "+orList(prefixes(e.Objects)))
	}
	return strings.Join(ways, "; ")
}

func prefixes(kinds []graph.Kind) []string {
	if len(kinds) == len(graph.Kinds) {
		return []string{"anything"}
	}
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.Prefix()
	}
	return out
}

func evidenceOf(proofs []proof) []graph.Evidence {
	out := make([]graph.Evidence, len(proofs))
	for i, p := range proofs {
		out[i] = p.Evidence
	}
	return out
}
