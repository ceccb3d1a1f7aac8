package neo4j

import (
	"cmp"
	"slices"

	"policygraph/graph"
)

// mentions gathers, while statements are written, which documents the listings of
// entities need: those of hubs, and those of what figures and claims are made
// under or figures are about, since only at the end is it known how many of these
// an entity has. 28 bytes each are kept in memory.
type mentions struct {
	entities, documents numbering
	aside               []uint32 // by entity: how many mentions are not by a claim's end
	all                 []mention
}

type mention struct {
	entity, document uint32
	span             span
}

// claim takes in a claim.
func (m *mentions) claim(c *graph.Claim, hubs idSet) {
	s := spanOf(c.Recorded, c.Retracted, c.Holds)
	for _, end := range []graph.ID{c.Subject, c.Object} {
		if hubs[end] {
			m.add(end, c.Evidence, s, 0)
		}
	}
	if c.Under != "" {
		m.add(c.Under, c.Evidence, s, 1)
	}
}

// figure takes in a figure.
func (m *mentions) figure(f *graph.Figure) {
	s := spanOf(f.Recorded, f.Retracted, f.Period)
	for _, id := range graph.Mentions(f) {
		m.add(id, f.Evidence, s, 1)
	}
}

func (m *mentions) add(id graph.ID, evidence []graph.Evidence, s span, aside uint32) {
	entity := m.entities.of(string(id))
	if int(entity) == len(m.aside) {
		m.aside = append(m.aside, 0)
	}
	m.aside[entity] += aside
	for _, e := range evidence {
		m.all = append(m.all, mention{entity, m.documents.of(string(e.Document)), s})
	}
}

// listings yields the rows of the listings of documents of hubs, and of entities
// that have so many mentions aside from claims that they are an end of; those it
// returns.
func (m *mentions) listings(hubs idSet, many int, documentKeys map[string]string, yield func(row any) error) (named idSet, err error) {
	named = idSet{}
	listed := make([]bool, len(m.entities.name))
	for i, id := range m.entities.name {
		if int(m.aside[i]) >= many {
			named[graph.ID(id)] = true
		}
		listed[i] = named[graph.ID(id)] || hubs[graph.ID(id)]
	}
	m.all = slices.DeleteFunc(m.all, func(x mention) bool { return !listed[x.entity] })
	keys := make([]string, len(m.documents.name))
	for i, id := range m.documents.name {
		keys[i] = documentKeys[id]
	}
	slices.SortFunc(m.all, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.entity, b.entity), cmp.Compare(keys[a.document], keys[b.document]))
	})
	for i := 0; i < len(m.all); {
		l := listing{owner: m.entities.name[m.all[i].entity], kind: listedDocuments, yield: yield}
		for of := m.all[i].entity; i < len(m.all) && m.all[i].entity == of; {
			var spans []span
			for document := m.all[i].document; i < len(m.all) && m.all[i].entity == of && m.all[i].document == document; i++ {
				spans = append(spans, m.all[i].span)
			}
			if err := l.add(keys[m.all[i-1].document], spans); err != nil {
				return nil, err
			}
		}
		if err := l.flush(); err != nil {
			return nil, err
		}
	}
	return named, nil
}
