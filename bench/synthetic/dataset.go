package synthetic

import (
	"fmt"
	"iter"

	"policygraph/graph"
)

// Size says how much a dataset holds, and which of those so large it is.
type Size struct {
	Entities int // from [MinEntities] to [MaxEntities]
	Claims   int // corrections included; as many as entities or more
	Evidence int // pieces for a statement at most, from 1; three in four have one
	Seed     uint64
}

// MinEntities is how many entities it takes to have some of each kind.
const MinEntities = 1000

// maxEvidence keeps a record on one line.
const maxEvidence = 100

// Dataset is a made-up dataset.
type Dataset struct {
	size       Size
	population *population
}

// New makes up a dataset. The error says what is wrong with the size.
func New(size Size) (*Dataset, error) {
	switch {
	case size.Entities < MinEntities || size.Entities > MaxEntities:
		return nil, fmt.Errorf("%d entities cannot be made: ask for %d to %d", size.Entities, MinEntities, MaxEntities)
	case size.Claims < size.Entities:
		return nil, fmt.Errorf("%d claims about %d entities cannot be made: ask for as many as entities, or more", size.Claims, size.Entities)
	case size.Evidence < 1 || size.Evidence > maxEvidence:
		return nil, fmt.Errorf("up to %d pieces of evidence cannot be made: ask for 1 to %d", size.Evidence, maxEvidence)
	}
	return &Dataset{size, newPopulation(size.Entities)}, nil
}

// Describe is the dataset's own record: what of it is stated.
func (d *Dataset) Describe() graph.Dataset {
	return graph.Dataset{
		Title:   fmt.Sprintf("Made-up industrial policy: %d entities, %d claims, seed %d", d.size.Entities, d.size.Claims, d.size.Seed),
		Licence: "CC0-1.0", Maintainer: "The policygraph authors", Date: published,
	}
}

// Hubs are the ten entities that a twentieth of all entities each are related
// to.
func (d *Dataset) Hubs() []graph.ID {
	var ids []graph.ID
	for _, hub := range d.population.hubsOf() {
		s := d.spell(hub)
		ids = append(ids, s.id())
	}
	return ids
}

// Part is the records of one sort.
type Part struct {
	Name    string // such as claims
	Count   int
	Records iter.Seq[graph.Record]
}

// Parts are the dataset's records, as they are stated: nothing derived is filled
// in but the ids of what is withdrawn, which its correction refers to. Each time
// they are read they are made anew, and are the reader's own.
func (d *Dataset) Parts() []Part {
	return []Part{
		{"indicators", len(sorts) * len(trades), d.indicators()},
		{"documents", documentsFor(d.size.Entities), d.documents()},
		{"entities", d.size.Entities, d.entities()},
		{"claims", d.size.Claims, d.claims()},
		{"figures", figuresFor(d.size.Entities), d.figures()},
	}
}
