package synthetic

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"policygraph/graph"
)

func (d *Dataset) entities() iter.Seq[graph.Record] {
	return func(yield func(graph.Record) bool) {
		for i := range d.population.size {
			if !yield(d.entity(d.population.at(i))) {
				return
			}
		}
	}
}

func (d *Dataset) entity(w who) *graph.Entity {
	s := d.spell(w)
	e := &graph.Entity{ID: s.id(), Kind: w.kind.of(), Names: s.names()}
	dice := d.dice(forEntity, w.number*len(graph.Kinds)+int(w.kind))
	if hasFormerID(w.number) {
		e.FormerIDs = []graph.ID{s.former()}
	}
	if dice.oneIn(3) {
		e.Aliases = s.aliases()
	}
	if dice.oneIn(4) {
		e.Description = fmt.Sprintf("A made-up %s, number %d of its kind.", w.kind.of().Prefix(), w.number)
	}
	switch w.kind.of() {
	case graph.Policy:
		e.IssuedOn, e.Adoption = partial(&dice), pick(&dice, graph.Adoptions)
		if dice.oneIn(2) {
			e.Codes = []graph.OfficialCode{{Scheme: graph.DocumentNumber, Value: fmt.Sprintf("%s发〔%s〕%d号", places[s.place].zh, e.IssuedOn[:4], w.number)}}
		}
	case graph.Event:
		e.HeldOn = partial(&dice)
	case graph.Programme:
		e.Form = graph.Programme.Forms().Values[s.ending()].Form
	case graph.Enterprise:
		if dice.oneIn(2) {
			e.Codes = []graph.OfficialCode{{Scheme: graph.USCC, Value: fmt.Sprintf("9137%014d", w.number)}}
		}
	case graph.Region:
		e.Codes = []graph.OfficialCode{{Scheme: graph.GBT2260, Value: fmt.Sprintf("%06d", 100_000+w.number)}}
	}
	return e
}

// hasFormerID: one entity in fifty was renamed.
func hasFormerID(number int) bool { return number%50 == 7 }

// firstID is the id that an entity had first, which ids of statements derive
// from.
func firstID(id graph.ID) graph.ID {
	kind, slug, _ := strings.Cut(string(id), ":")
	number, err := strconv.Atoi(slug[strings.LastIndexByte(slug, '-')+1:])
	if err != nil || !hasFormerID(number) || strings.HasPrefix(slug, formerly) {
		return id
	}
	return graph.ID(kind + ":" + formerly + slug)
}

// mention is how a statement writes an entity: at times by its former id.
func (d *Dataset) mention(w who, dice *dice) graph.ID {
	s := d.spell(w)
	if hasFormerID(w.number) && dice.oneIn(4) {
		return s.former()
	}
	return s.id()
}
