package loader

import (
	"strings"

	"policygraph/graph"
)

// checkReferences resolves replaces and part_of, which may point to statements
// of any file, once all are made.
func (c *checking) checkReferences() {
	for _, m := range c.claimsMade.all {
		m.statement.Replaces = replaced(c, &c.claimsMade, m)
	}
	for _, m := range c.figuresMade.all {
		m.statement.Replaces = replaced(c, &c.figuresMade, m)
		if m.partOf.Value == "" {
			continue
		}
		whole, ok := resolve(c, &c.figuresMade, m.position, "part_of", m.partOf)
		if ok && whole == m.statement.ID {
			c.report(m.on(m.partOf.Line), "part_of: it is a part of itself: name another figure")
			continue
		}
		m.statement.PartOf = whole
	}
	parts := edges{}
	for id, m := range c.figuresMade.byID {
		if m.statement.PartOf != "" {
			parts.add(id, m.statement.PartOf)
		}
	}
	for _, cycle := range parts.cycles() {
		m := c.figuresMade.byID[cycle[0]]
		c.report(m.on(m.partOf.Line), "part_of: the figures are parts of each other, %s: take one part_of out", inWords(cycle))
	}
}

// replaced is the statement that another one corrects.
func replaced[S graph.Statement](c *checking, s *statements[S], m *made[S]) graph.ID {
	replaces := m.record.Replaces
	if replaces.Value == "" {
		return ""
	}
	id, ok := resolve(c, s, m.position, "replaces", replaces)
	if !ok {
		return id
	}
	switch {
	case id == m.statement.RecordID():
		c.report(m.on(replaces.Line), "replaces: it replaces itself: a correction is another statement")
	case s.byID[id].standing:
		c.report(m.on(replaces.Line), "replaces: the statement at %s still stands: write there when it was retracted", s.byID[id].position)
	}
	return id
}

// resolve finds the statement that a reference names; it reports false where
// there is none, or none could be made.
func resolve[S graph.Statement](c *checking, s *statements[S], at position, key string, to field[reference]) (graph.ID, bool) {
	id := graph.ID(to.Value)
	if ref, local := strings.CutPrefix(string(to.Value), "#"); local {
		known, declared := s.refs[localRef{at.file, slug(ref)}]
		if !declared {
			c.report(at.on(to.Line), "%s: no such statement in this file has ref: %s: add it there, or correct this", key, ref)
		}
		if known == "" {
			return "", false
		}
		id = known
	}
	if s.byID[id] == nil {
		c.report(at.on(to.Line), "%s: there is no %s%s: correct the id", key, id, suggestID(c.problems, id, s.byID))
		return "", false
	}
	return id, true
}
