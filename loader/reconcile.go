package loader

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
)

// correction is a withdrawn statement with the one that corrects it.
type correction struct{ wrong, by idKey }

// settle checks what takes several statements: those that say the same, refs, and
// references. They are few, and are read again.
func (c *checking) settle() {
	c.statements.sort()
	c.checkRefs()
	dropped := c.joinSame()
	c.checkLinks(dropped)
	slices.SortFunc(c.joined, compareEntries)
	for relation, n := range c.tally.types {
		if n != 0 {
			c.dataset.Types[relation] = n
		}
	}
}

// stateAgain makes the statements of a record again, of which nothing is
// reported a second time. Its line is right where numbered says so.
func (c *checking) stateAgain(key idKey, at place, numbered bool) stated {
	own := *c
	own.problems, own.quiet, own.scratch = &collector{}, true, &scratch{} // what is made stays
	if key.isClaim() {
		return own.stateClaims(c.reader.claim(at, numbered))
	}
	return own.stateFigures(c.reader.figure(at, numbered))
}

// positionOf is where a statement is written.
func (c *checking) positionOf(key idKey, at place) position {
	if key.isClaim() {
		return c.reader.claim(at, true).position
	}
	return c.reader.figure(at, true).position
}

// checkRefs reports refs that a file has twice and puts them in order.
func (c *checking) checkRefs() {
	slices.SortFunc(c.refs, func(a, b declared) int { return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.at, b.at)) })
	for i := 1; i < len(c.refs); i++ {
		if again := c.refs[i]; again.sum == c.refs[i-1].sum {
			s := c.stateAgain(again.key, again.at, true)
			c.report(s.on(s.Ref.Line), "ref: %s is there already in this file: rename one", s.Ref.Value)
		}
	}
}

// ref is what a file's ref names: the last that has it.
func (c *checking) ref(sum uint64) (declared, bool) {
	to, _ := slices.BinarySearchFunc(c.refs, sum, func(d declared, s uint64) int {
		if d.sum <= s {
			return -1
		}
		return 1
	})
	if to == 0 || c.refs[to-1].sum != sum {
		return declared{}, false
	}
	return c.refs[to-1], true
}

// referred is the id that a reference names; "" where there is none, and while
// refs are not known.
func (c *checking) referred(r field[reference], file string, sort sorts) graph.ID {
	ref, local := strings.CutPrefix(string(r.Value), "#")
	if !local {
		return keep(c, graph.ID(r.Value))
	}
	if d, ok := c.ref(refSum(sort, file, slug(ref))); ok && d.made {
		return d.key.id()
	}
	return ""
}

// joinSame compares the statements of every id that has several, and counts
// them as the one that they are, and those that refer by ref, which can be made
// now. It returns those that were reported and count for nothing.
func (c *checking) joinSame() (dropped map[entry]bool) {
	dropped = map[entry]bool{}
	var late []idKey
	for _, l := range c.links {
		if l.local {
			late = append(late, l.from)
		}
	}
	slices.Sort(late)
	for group := range c.statements.several() {
		c.joinGroup(group, dropped)
		c.joined = append(c.joined, group...)
	}
	for _, key := range slices.Compact(late) {
		if group := c.statements.of(key); len(group) == 1 {
			c.joinGroup(group, dropped)
		}
	}
	return dropped
}

func (c *checking) joinGroup(group []entry, dropped map[entry]bool) {
	var same []graph.Statement
	homes := map[graph.ID]place{} // documents, each of which makes a statement once
	var agreed agreement
	for i, e := range group {
		if i > 0 && e.at() == group[i-1].at() {
			c.reportTwice(e, e.at())
			continue
		}
		s := c.stateAgain(e.key, e.at(), false)
		made := s.of(e.key)
		if made == nil {
			if c.reader.err == nil {
				c.reader.err = changed(c.fileOf(e.at()).name)
			}
			return
		}
		if !s.refersByRef() {
			c.count(&c.tally, made, c.entities.endsOf(made), -1)
		}
		if s.document != "" && !e.unsure() {
			if other, ok := homes[s.document]; ok {
				c.reportTwice(e, other)
				dropped[e] = true
				continue
			}
			homes[s.document] = e.at()
		}
		agreed.add(e, made, func(key string, first entry) {
			c.report(c.positionOf(e.key, e.at()), "%s: differs from the same statement at %s: correct one of them; if they are two statements, add again: 1 to one", key, c.laterPosition(first))
		})
		same = append(same, made)
	}
	joined := joinAll(same)
	c.count(&c.tally, joined, c.entities.endsOf(joined), 1)
}

func (c *checking) reportTwice(e entry, other place) {
	c.report(c.positionOf(e.key, e.at()), "the same is said at %s: put the pointers into one record, or, if it is another one, tell it apart with again: 1",
		c.laterPosition(entryOf(e.key, other, false)))
}

func (c *checking) laterPosition(e entry) later {
	return func() string { return c.positionOf(e.key, e.at()).String() }
}

// of is the first statement of an id among those of a record; nil where there is
// none.
func (s *stated) of(key idKey) graph.Statement {
	id := key.id()
	for _, made := range s.made {
		if made.RecordID() == id {
			return made
		}
	}
	return nil
}

// joinAll joins statements of one id to the first of them.
func joinAll(same []graph.Statement) graph.Statement {
	for _, more := range same[1:] {
		switch first := same[0].(type) {
		case *graph.Claim:
			graph.JoinClaims(first, more.(*graph.Claim)) // the same id, the same sort
		case *graph.Figure:
			graph.JoinFigures(first, more.(*graph.Figure))
		}
	}
	return same[0]
}

// checkLinks checks that what statements refer to is there, and may be.
func (c *checking) checkLinks(dropped map[entry]bool) {
	slices.SortFunc(c.links, func(a, b link) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.at, b.at)) })
	var parts []part
	for _, l := range c.links {
		if dropped[entryOf(l.from, l.at, false)] {
			continue
		}
		to, ok := c.checkLink(l)
		if !ok {
			continue
		}
		if l.part {
			parts = append(parts, part{l.from, to, l.at})
		} else {
			c.replaced = append(c.replaced, correction{to, l.from})
		}
	}
	slices.SortFunc(c.replaced, func(a, b correction) int { return cmp.Or(cmp.Compare(a.wrong, b.wrong), cmp.Compare(a.by, b.by)) })
	c.checkPartsOf(parts)
	c.links = nil
}

// checkLink resolves a link; false where it leads nowhere.
func (c *checking) checkLink(l link) (to idKey, ok bool) {
	key := "replaces"
	if l.part {
		key = "part_of"
	}
	value := func(s stated) field[reference] {
		if l.part {
			return s.partOf
		}
		return s.Replaces
	}
	report := func(format string, args ...any) {
		s := c.stateAgain(l.from, l.at, true)
		c.report(s.on(value(s).Line), format, args...)
	}
	to = idKey(l.to)
	if l.local {
		d, declared := c.ref(l.to)
		if !declared {
			s := c.stateAgain(l.from, l.at, true)
			report("%s: no such statement in this file has ref: %s: add it there, or correct this", key, strings.TrimPrefix(string(value(s).Value), "#"))
		}
		if !d.made {
			return 0, false
		}
		to = d.key
	}
	if l.none || to.isClaim() != l.from.isClaim() || len(c.statements.of(to)) == 0 {
		s := c.stateAgain(l.from, l.at, true)
		id := graph.ID(value(s).Value)
		if l.local {
			id = to.id()
		}
		report("%s: there is no %s%s: correct the id", key, id, suggestID(id, func() iter.Seq[graph.ID] { return c.statements.ids(l.from.isClaim()) }))
		return 0, false
	}
	switch {
	case l.part && to == l.from:
		report("part_of: it is a part of itself: name another figure")
		return 0, false
	case l.part:
	case to == l.from:
		report("replaces: it replaces itself: a correction is another statement")
	case c.stands(to):
		report("replaces: the statement at %s still stands: write there when it was retracted", c.laterPosition(c.statements.of(to)[0]))
	}
	return to, true
}

// stands reports whether some document that makes a statement has not withdrawn it.
func (c *checking) stands(key idKey) bool {
	for _, e := range c.statements.of(key) {
		s := c.stateAgain(key, e.at(), false)
		if s.Retracted.Value == "" {
			return true
		}
	}
	return false
}
