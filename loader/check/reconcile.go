package check

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/encoding"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// correction is a retracted statement and the one that replaces it.
type correction struct{ wrong, by idKey }

// reconcile checks what depends on several statements: those with the same id, refs
// and references. Their records are few and are read again.
func (p *secondPass) reconcile(ctx context.Context) error {
	p.statements.sort()
	p.checkRefs()
	dropped := p.joinSame(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	p.checkLinks(dropped)
	slices.SortFunc(p.index.joined, compareEntries)
	return nil
}

// positionOf returns where a statement is written.
func (p *secondPass) positionOf(key idKey, at inventory.Pos) problem.Position {
	if key.isClaim() {
		return p.again.reader.Claim(at, true).Position
	}
	return p.again.reader.Figure(at, true).Position
}

// checkRefs reports duplicate refs within a file and sorts refs.
func (p *secondPass) checkRefs() {
	slices.SortFunc(p.refs, func(a, b declared) int { return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.at, b.at)) })
	for i := 1; i < len(p.refs); i++ {
		if again := p.refs[i]; again.sum == p.refs[i-1].sum {
			s := p.again.restate(again.key, again.at, true)
			p.report(s.On(s.Ref.Line), "ref: duplicate ref %s in this file; rename one", s.Ref.Value)
		}
	}
	p.index.refs = p.refs
}

// joinSame merges the statements of every id that has several and counts the result.
// It also counts those that refer by ref, which can be made only now. It returns the
// duplicates that it reported, which count for nothing.
func (p *secondPass) joinSame(ctx context.Context) (dropped map[entry]bool) {
	dropped = map[entry]bool{}
	var late []idKey
	for _, l := range p.links {
		if l.local {
			late = append(late, l.from)
		}
	}
	slices.Sort(late)
	for group := range p.statements.several() {
		if ctx.Err() != nil {
			return dropped
		}
		p.joinGroup(group, dropped)
		p.index.joined = append(p.index.joined, group...)
	}
	for _, key := range slices.Compact(late) {
		if group := p.statements.of(key); len(group) == 1 {
			p.joinGroup(group, dropped)
		}
	}
	return dropped
}

func (p *secondPass) joinGroup(group []entry, dropped map[entry]bool) {
	var same []graph.Statement
	homes := map[graph.ID]inventory.Pos{} // documents, each of which makes a statement once
	var agreed agreement
	for i, e := range group {
		if i > 0 && e.at() == group[i-1].at() {
			p.reportTwice(e, e.at())
			continue
		}
		s := p.again.restate(e.key, e.at(), false)
		made := s.of(e.key)
		if made == nil {
			if p.again.reader.Err == nil {
				p.again.reader.Err = encoding.Changed(p.files.FileOf(e.at()).Name)
			}
			return
		}
		if !s.refersByRef() {
			p.index.count(&p.index.tally, made, p.index.entities.endsOf(made), -1)
		}
		if s.document != "" && !e.unsure() {
			if other, ok := homes[s.document]; ok {
				p.reportTwice(e, other)
				dropped[e] = true
				continue
			}
			homes[s.document] = e.at()
		}
		agreed.add(e, made, func(key string, first entry) {
			p.report(p.positionOf(e.key, e.at()), "%s: differs from the same statement at %s: correct one of them; if they are two statements, add again: 1 to one", key, p.laterPosition(first))
		})
		same = append(same, made)
	}
	joined := joinAll(same)
	p.index.count(&p.index.tally, joined, p.index.entities.endsOf(joined), 1)
}

func (p *secondPass) reportTwice(e entry, other inventory.Pos) {
	p.report(p.positionOf(e.key, e.at()), "duplicate statement, also at %s; put the pointers into one record, or, if they are two statements, add again: 1 to one",
		p.laterPosition(entryOf(e.key, other, false)))
}

func (p *secondPass) laterPosition(e entry) problem.Later {
	return func() string { return p.positionOf(e.key, e.at()).String() }
}

// joinAll merges statements of one id into the first of them.
func joinAll(same []graph.Statement) graph.Statement {
	switch first := same[0].(type) { // the others have its id, and so its type
	case *graph.Claim:
		graph.JoinClaims(first, ofType[*graph.Claim](same[1:])...)
	case *graph.Figure:
		graph.JoinFigures(first, ofType[*graph.Figure](same[1:])...)
	}
	return same[0]
}

func ofType[S graph.Statement](statements []graph.Statement) []S {
	out := make([]S, len(statements))
	for i, s := range statements {
		out[i] = s.(S)
	}
	return out
}

// checkLinks checks the statements that other statements refer to.
func (p *secondPass) checkLinks(dropped map[entry]bool) {
	slices.SortFunc(p.links, func(a, b link) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.at, b.at)) })
	var parts []part
	for _, l := range p.links {
		if dropped[entryOf(l.from, l.at, false)] {
			continue
		}
		to, ok := p.checkLink(l)
		if !ok {
			continue
		}
		if l.part {
			parts = append(parts, part{l.from, to, l.at})
		} else {
			p.index.corrections = append(p.index.corrections, correction{to, l.from})
		}
	}
	slices.SortFunc(p.index.corrections, func(a, b correction) int { return cmp.Or(cmp.Compare(a.wrong, b.wrong), cmp.Compare(a.by, b.by)) })
	p.checkPartsOf(parts)
}

// checkLink resolves a link; it reports a wrong one and returns false.
func (p *secondPass) checkLink(l link) (to idKey, ok bool) {
	key := "replaces"
	if l.part {
		key = "part_of"
	}
	value := func(s stated) record.Field[record.Reference] {
		if l.part {
			return s.partOf
		}
		return s.Replaces
	}
	report := func(format string, args ...any) {
		s := p.again.restate(l.from, l.at, true)
		p.report(s.On(value(s).Line), format, args...)
	}
	to = idKey(l.to)
	if l.local {
		d, declared := p.index.ref(l.to)
		if !declared {
			s := p.again.restate(l.from, l.at, true)
			report("%s: unknown ref %s in this file; add it to a statement of this kind, or correct it here", key, strings.TrimPrefix(string(value(s).Value), "#"))
		}
		if !d.made {
			return 0, false
		}
		to = d.key
	}
	if l.none || to.isClaim() != l.from.isClaim() || len(p.statements.of(to)) == 0 {
		s := p.again.restate(l.from, l.at, true)
		id := graph.ID(value(s).Value)
		if l.local {
			id = to.id()
		}
		report("%s: unknown id %s%s; correct it", key, id, record.SuggestID(id, func() iter.Seq[graph.ID] { return p.statements.ids(l.from.isClaim()) }))
		return 0, false
	}
	switch {
	case l.part && to == l.from:
		report("part_of: a figure cannot be a part of itself; name another figure")
		return 0, false
	case l.part:
	case to == l.from:
		report("replaces: a statement cannot replace itself; name the retracted statement")
	case p.isLive(to):
		report("replaces: the statement at %s is not retracted; add retracted there", p.laterPosition(p.statements.of(to)[0]))
	}
	return to, true
}

// isLive reports whether some document states a statement without retracting it.
func (p *secondPass) isLive(key idKey) bool {
	for _, e := range p.statements.of(key) {
		s := p.again.restate(key, e.at(), false)
		if s.Retracted.Value == "" {
			return true
		}
	}
	return false
}
