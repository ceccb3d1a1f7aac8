package check

import (
	"cmp"
	"slices"

	"policygraph/graph"
	"policygraph/loader/names"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// localAlias is a name that an entity has in some documents only.
type localAlias struct {
	name   string
	in     graph.ID // a document or a region
	number uint32   // of the entity
	at     problem.Position
}

// localAliases makes the local names of an entity, by name.
func localAliases(r *record.Entity) []graph.LocalAlias {
	var out []graph.LocalAlias
	for _, a := range r.Aliases.Local {
		if a.Name.Value != "" && a.In.Value != "" {
			out = append(out, graph.LocalAlias{Name: a.Name.Value, In: a.In.Value})
		}
	}
	slices.SortFunc(out, func(a, b graph.LocalAlias) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.In, b.In)) })
	return out
}

// finishLocalAliases checks local names, once all documents and entities are known, and
// gives each document those that are names in its text.
func (p *firstPass) finishLocalAliases() {
	for _, a := range p.local {
		switch {
		case p.files.Dataset.Format.Value != record.Format:
			p.report(a.at, "aliases: a local name is not of format 1; write format: 2 in dataset.yaml, or write the name alone")
		case a.name == "" || a.in == "": // reported where it was read
		case a.in.IsDocument():
			d := p.index.documents[a.in]
			if d == nil && !p.files.LostDocuments() {
				p.report(a.at, "in: unknown id %s%s; add the document, or correct the id", a.in, record.SuggestID(a.in, record.KeysOf(p.index.documents)))
			} else if d != nil {
				p.nameIn(d, a)
			}
		case a.in.Kind() != graph.Region:
			p.report(a.at, "in: %s is not a document or a region; name one, or write the name alone", a.in)
		default:
			p.nameInRegion(a)
		}
	}
	p.local = nil
}

func (p *firstPass) nameInRegion(a localAlias) {
	if present, renamed := p.index.entities.former[a.in]; renamed {
		p.report(a.at, "in: %s is %s now; write that", a.in, present)
		return
	}
	if _, known := p.index.entities.find(a.in); !known {
		if !p.files.LostEntities(graph.Region) {
			p.report(a.at, "in: unknown id %s%s; add the region, or correct the id", a.in, record.SuggestID(a.in, p.index.entities.all))
		}
		return
	}
	for _, d := range p.index.madeDocuments {
		if slices.ContainsFunc(d.SpeaksFor, func(s graph.SpeaksFor) bool { return s.Entity == a.in }) {
			p.nameIn(d, a)
		}
	}
}

// nameIn adds a local name to a document.
func (p *firstPass) nameIn(d *document, a localAlias) {
	if p.texts.given() {
		d.local = append(d.local, localAlias{name: spellName(a.name), number: a.number})
	}
}

// namesIn returns the names of an entity in a document, and all local names there.
func (m *maker) namesIn(d *document, id graph.ID) (own, local []string) {
	number, _ := m.entities.find(id) // a statement names only what was found
	own = m.entities.folded[number]
	for _, a := range d.local {
		local = append(local, a.name)
		if a.number == number {
			own = append(slices.Clip(own), a.name)
		}
	}
	return own, local
}

// localAliases finishes the local names of an entity, and what derives from all aliases.
func (r *remaker) localAliases(e *graph.Entity) {
	all := slices.Clip(e.Aliases)
	for i := range e.LocalAliases {
		a := &e.LocalAliases[i]
		a.Name, a.In = keep(r.interner, a.Name), keep(r.interner, a.In)
		all = append(all, a.Name)
	}
	e.AliasSounds = names.Sounds(all)
}
