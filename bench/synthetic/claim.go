package synthetic

import (
	"iter"
	"slices"

	"policygraph/graph"
)

// correctedShare: one statement in so many was wrong, and another replaces it.
const correctedShare = 100

func (d *Dataset) claims() iter.Seq[graph.Record] {
	return func(yield func(graph.Record) bool) {
		corrections := d.size.Claims / correctedShare
		pairs := d.size.Claims - corrections
		made := 0
		for _, of := range []iter.Seq[pair]{d.hubPairs(), d.pairs(pairs - d.population.hubClaims())} {
			for p := range of {
				made++
				dice := d.dice(forClaim, made)
				c := d.claim(&dice, p)
				if made%(correctedShare-1) == 0 && made/(correctedShare-1) <= corrections {
					wrong := withdrawn(&dice, c)
					c.Replaces, c.Recorded = wrong.ID, wrong.Retracted
					if !yield(wrong) {
						return
					}
				}
				if !yield(c) {
					return
				}
			}
		}
	}
}

func (d *Dataset) claim(dice *dice, p pair) *graph.Claim {
	c := &graph.Claim{
		Type: p.relation.Type, Subject: d.mention(p.subject, dice), Object: d.mention(p.object, dice), Occurrence: p.again,
		Stage: graph.Done, Certainty: graph.Explicit, ValidTime: holds(dice), Recorded: recordedDay(dice),
	}
	if len(p.relation.Roles) > 0 && dice.oneIn(2) {
		c.Role = pick(dice, p.relation.Roles)
	}
	if dice.oneIn(3) {
		c.Stage = pick(dice, graph.Stages)
		if c.Stage != graph.Done && c.Stage != graph.Ended && dice.oneIn(2) {
			c.Expected = partial(dice)
		}
	}
	switch c.Type {
	case graph.FundedBy, graph.Supports:
		if dice.oneIn(3) {
			yuan := float64(1+dice.below(9999)) * 1e4
			c.Amount = &yuan
		}
	case graph.SelectedFor:
		if dice.oneIn(5) {
			c.Rank = 1 + dice.below(100)
		}
	}
	note := ""
	if dice.oneIn(6) {
		c.Certainty, note = graph.Implied, pick(dice, bases)
	}
	c.Evidence = d.evidence(dice, note)
	if dice.oneIn(7) {
		c.Under = d.mention(d.under(dice), dice)
	}
	return c
}

// bases are on what implied claims are said to rest.
var bases = []string{
	"The name of one contains the name of the other.",
	"Named together in one sentence.",
	"The heading above names the other end.",
}

// under is what a statement can be under.
func (d *Dataset) under(dice *dice) who {
	k := kindOf(pick(dice, []graph.Kind{graph.Policy, graph.Programme, graph.Event}))
	return who{k, dice.skewed(d.population.count[k])}
}

// withdrawn is a claim that the other corrects: it had come to another stage.
func withdrawn(dice *dice, c *graph.Claim) *graph.Claim {
	wrong := *c
	wrong.Evidence = slices.Clone(c.Evidence)
	if wrong.Stage = graph.Planned; c.Stage == graph.Planned {
		wrong.Stage = graph.Done
	}
	wrong.Retracted = correctedDay(dice)
	wrong.ID = graph.ClaimID(&wrong, firstID)
	return &wrong
}
