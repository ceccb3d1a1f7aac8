package neo4j

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/graph"
)

// mentions collects the entries of listings while statements are written: the entities of
// large documents, the documents of hubs, and those of entities that figures mention or
// that claims are under. Only in the end is it known which of the latter have enough
// mentions for a listing. A mention takes 24 bytes of memory.
type mentions struct {
	nodes     *nodes
	hubs      idSet
	many      int // number of mentions that give an entity or document a listing
	large     map[uint32]bool
	aside     map[uint32]int // by entity: number of mentions other than as an end of a claim
	documents []mention      // of entities
	entities  []mention      // of documents
}

// mention says that a statement relates an entity and a document: the statement mentions
// the one, and the other evidences it. Both are given by ordinals in [nodes].
type mention struct {
	owner, member uint32
	visibility    visibility
}

func newMentions(n *nodes, hubs idSet, many int) *mentions {
	return &mentions{nodes: n, hubs: hubs, many: many, large: map[uint32]bool{}, aside: map[uint32]int{}}
}

// document adds a document.
func (m *mentions) document(d *graph.Document) error {
	if d.Citations < m.many {
		return nil
	}
	ordinal, err := m.nodes.ordinal(d.ID)
	m.large[ordinal] = true
	return err
}

// claim adds the mentions of a claim.
func (m *mentions) claim(c *graph.Claim) error {
	s := visibilityOf(c.Recorded, c.Retracted, c.ValidTime, c.Holds(graph.AsOf{}))
	for _, end := range []graph.ID{c.Subject, c.Object} {
		if err := m.add(end, c.Evidence, s, m.hubs[end]); err != nil {
			return err
		}
	}
	if c.Under == "" {
		return nil
	}
	return m.addAside(c.Under, c.Evidence, s)
}

// figure adds the mentions of a figure.
func (m *mentions) figure(f *graph.Figure) error {
	s := visibilityOf(f.Recorded, f.Retracted, f.Period, f.Holds(graph.AsOf{}))
	for _, id := range graph.Mentions(f) {
		if err := m.addAside(id, f.Evidence, s); err != nil {
			return err
		}
	}
	return nil
}

func (m *mentions) addAside(id graph.ID, evidence []graph.Evidence, s visibility) error {
	ordinal, err := m.nodes.ordinal(id)
	if err != nil {
		return err
	}
	m.aside[ordinal]++
	return m.add(id, evidence, s, true)
}

// add adds mentions of an entity: for the listings of large documents, and if listed, for
// the listing of the entity.
func (m *mentions) add(id graph.ID, evidence []graph.Evidence, s visibility, listed bool) error {
	entity, err := m.nodes.ordinal(id)
	if err != nil {
		return err
	}
	for i, e := range evidence {
		if slices.ContainsFunc(evidence[:i], func(x graph.Evidence) bool { return x.Document == e.Document }) {
			continue
		}
		document, err := m.nodes.ordinal(e.Document)
		if err != nil {
			return err
		}
		if listed {
			m.documents = append(m.documents, mention{entity, document, s})
		}
		if m.large[document] {
			m.entities = append(m.entities, mention{document, entity, s})
		}
	}
	return nil
}

// often returns the entities that have many mentions other than as an end of a claim.
func (m *mentions) often() idSet {
	set := idSet{}
	for ordinal, n := range m.aside {
		if n >= m.many {
			set[m.nodes.id(ordinal)] = true
		}
	}
	return set
}

// largeDocuments returns the documents with many citations.
func (m *mentions) largeDocuments() idSet {
	set := idSet{}
	for ordinal := range m.large {
		set[m.nodes.id(ordinal)] = true
	}
	return set
}

// ofEntities yields the rows of the listings of hubs and of entities mentioned often.
func (m *mentions) ofEntities(yield func(row any) error) error {
	m.documents = slices.DeleteFunc(m.documents, func(x mention) bool {
		return m.aside[x.owner] < m.many && !m.hubs[m.nodes.id(x.owner)]
	})
	return m.listings(m.documents, func(string) string { return listedDocuments }, yield)
}

// ofDocuments yields the rows of the listings of large documents.
func (m *mentions) ofDocuments(yield func(row any) error) error {
	return m.listings(m.entities, func(key string) string { return string(idInKey(key).Kind()) }, yield)
}

// listings yields the rows of listings, one listing for each owner and kind of member. kind
// returns the kind for a member's key.
func (m *mentions) listings(all []mention, kind func(key string) string, yield func(row any) error) error {
	slices.SortFunc(all, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.member, b.member))
	})
	type member struct {
		kind, key string
		mentions  []mention
	}
	for len(all) > 0 {
		owner := all[0].owner
		var members []member
		for len(all) > 0 && all[0].owner == owner {
			n := 1
			for n < len(all) && all[n].owner == owner && all[n].member == all[0].member {
				n++
			}
			key := m.nodes.key(all[0].member)
			members = append(members, member{kind(key), key, all[:n]})
			all = all[n:]
		}
		slices.SortFunc(members, func(a, b member) int {
			return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.key, b.key))
		})
		l := listing{owner: string(m.nodes.id(owner)), node: m.nodes.nodeIDs[owner], yield: yield}
		for _, x := range members {
			if x.kind != l.kind {
				if err := l.flush(); err != nil {
					return err
				}
				l.kind = x.kind
			}
			var visibilities []visibility
			for _, s := range x.mentions {
				visibilities = append(visibilities, s.visibility)
			}
			if err := l.add(x.key, visibilities); err != nil {
				return err
			}
		}
		if err := l.flush(); err != nil {
			return err
		}
	}
	return nil
}
