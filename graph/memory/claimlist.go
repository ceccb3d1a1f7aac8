package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// The list of all claims is divided into categories by type, stage, certainty, and
// whether a claim is under something. A filter by these reads whole categories; only
// a filter by dates has to skip claims.

var categories = len(graph.Vocabulary) * len(graph.Stages) * 4

func category(t, stage int, implied, under bool) int32 {
	n := (t*len(graph.Stages) + stage) * 4
	if implied {
		n += 2
	}
	if under {
		n++
	}
	return int32(n)
}

func (c *claim) category() int32 {
	return category(int(c.relation), int(c.state&stageBits), c.state&claimImplied != 0, c.under >= 0)
}

// claimListRead returns the runs of the list of all claims to merge, and which of
// their items to keep.
func (s *snapshot) claimListRead(q *graph.ClaimQuery) (runs []run, keep func(position int32, t flags) bool) {
	at := clocksOf(q.At)
	for t := range graph.Vocabulary {
		if q.Types != nil && !slices.Contains(q.Types, graph.Vocabulary[t].Type) {
			continue
		}
		for stage := range graph.Stages {
			if q.Stages != nil && !slices.Contains(q.Stages, graph.Stages[stage]) {
				continue
			}
			for _, implied := range []bool{false, true} {
				if implied && q.Certainty == graph.Explicit || !implied && q.Certainty == graph.Implied {
					continue
				}
				runs = s.claimPositions.of(runs, category(t, stage, implied, false), at)
				if !q.WithoutUnder {
					runs = s.claimPositions.of(runs, category(t, stage, implied, true), at)
				}
			}
		}
	}
	if time := s.timeFilter(at, q.Validity); time != nil {
		keep = func(position int32, t flags) bool { return time(s.claimList[position], t) }
	}
	return runs, keep
}

// appendListKey appends the [graph.ClaimListKey] of the claim at a position.
func (s *snapshot) appendListKey(b []byte, position int32) []byte {
	return s.appendListKeyOf(b, s.claimList[position])
}

func (s *snapshot) appendListKeyOf(b []byte, i int32) []byte {
	subject := s.entities[s.claims[i].subject].ID
	return s.appendClaimKey(graph.AppendSubjectKey(b, subject, int(s.listRank(i))), i)
}

// unranked is the rank by which claims without one are listed; larger ranks are equal
// to it.
const unranked = 999_999

// listRank returns the rank by which a claim is listed.
func (s *snapshot) listRank(i int32) int32 {
	if s.claims[i].has&hasRank == 0 {
		return unranked
	}
	return min(s.rareClaims.rank.at(i), unranked)
}

// compareListed compares claims as their [graph.ClaimListKey] does.
func (s *snapshot) compareListed(a, b int32) int {
	x, y := &s.claims[a], &s.claims[b]
	if x.subject != y.subject {
		return cmp.Compare(s.entities[x.subject].ID, s.entities[y.subject].ID)
	}
	return cmp.Or(cmp.Compare(s.listRank(a), s.listRank(b)), cmp.Compare(a, b))
}

// allClaims answers from the list of all claims.
func (s *snapshot) allClaims(ctx context.Context, q *graph.ClaimQuery, w graph.Window) ([]graph.Row[graph.Edge], error) {
	if restricted(q) {
		return s.listRestricted(ctx, q, w)
	}
	runs, keep := s.claimListRead(q)
	found, err := page(ctx, runs, within(w, len(s.claimList), s.appendListKey), everything, keep)
	if err != nil {
		return nil, err
	}
	claims := make([]int32, len(found))
	for i, position := range found {
		claims[i] = s.claimList[position]
	}
	return s.claimRows(claims, q.Omit), nil
}

// claimRows returns claims as rows of the list of all claims.
func (s *snapshot) claimRows(claims []int32, omit graph.Omit) []graph.Row[graph.Edge] {
	a := answer{snapshot: s, omit: omit}
	a.expect(claims)
	rows := make([]graph.Row[graph.Edge], len(claims))
	for n, i := range claims {
		mark := a.text.Len()
		a.scratch = s.appendListKeyOf(a.scratch[:0], i)
		a.text.Write(a.scratch)
		rows[n].Key = a.since(mark)
		rows[n].Item.Claim = a.claimNamed(i, graph.ID(rows[n].Key[len(rows[n].Key)-len(graph.ClaimPrefix)-graph.StatementDigits:]))
	}
	return rows
}

func (s *snapshot) allClaimsTotal(ctx context.Context, q *graph.ClaimQuery) (int, error) {
	if restricted(q) {
		return s.countRestricted(ctx, q)
	}
	runs, keep := s.claimListRead(q)
	return count(ctx, runs, everything, keep)
}
