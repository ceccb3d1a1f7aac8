package view

import (
	"policygraph/graph"
	"policygraph/graph/paths"
)

// routes holds the paths of one load. Their starts, ends, steps and claims are
// cohorts, over all paths.
type routes struct {
	paths        []paths.Path
	starts, ends *entities
	from, to     *entities // of every step
	claims       *claims
	first        []int // index of the first step of each path
}

func newRoutes(r *request, at graph.AsOf, found []paths.Path) *routes {
	p := &routes{paths: found, first: make([]int, len(found))}
	var starts, ends, from, to []*graph.Entity
	var claims []*graph.Claim
	for i, path := range found {
		last := len(path.Claims)
		p.first[i] = len(claims)
		starts, ends = append(starts, path.Entities[0]), append(ends, path.Entities[last])
		from, to = append(from, path.Entities[:last]...), append(to, path.Entities[1:]...)
		claims = append(claims, path.Claims...)
	}
	p.starts, p.ends = newCohort(r, at, starts), newCohort(r, at, ends)
	p.from, p.to = newCohort(r, at, from), newCohort(r, at, to)
	p.claims = newCohort(r, at, claims)
	return p
}

// Path resolves a path.
type Path struct {
	routes *routes
	index  int
}

// Length resolves the field; so do those below.
func (v *Path) Length() int { return len(v.routes.paths[v.index].Claims) }
func (v *Path) PresumedCount() (n int) {
	for _, c := range v.routes.paths[v.index].Claims {
		if c.Validity() == graph.ValidityPresumed {
			n++
		}
	}
	return n
}
func (v *Path) Strength() float64 { return v.routes.paths[v.index].Strength() }
func (v *Path) Start() Entity     { return newEntity(v.routes.starts, v.index) }
func (v *Path) End() Entity       { return newEntity(v.routes.ends, v.index) }
func (v *Path) Steps() []*Step {
	return collect(v.Length(), func(i int) Step { return Step{v, i} })
}

// Step resolves a step of a path.
type Step struct {
	path  *Path
	index int
}

func (v *Step) position() int { return v.path.routes.first[v.path.index] + v.index }

// From resolves the field; so do those below.
func (v *Step) From() Entity  { return newEntity(v.path.routes.from, v.position()) }
func (v *Step) To() Entity    { return newEntity(v.path.routes.to, v.position()) }
func (v *Step) Claim() *Claim { return &Claim{v.path.routes.claims, v.position()} }
func (v *Step) Direction() graph.Direction {
	return v.path.routes.paths[v.path.index].Direction(v.index)
}
func (v *Step) Tie() graph.ClaimTie { return v.path.routes.paths[v.path.index].Ties[v.index] }
func (v *Step) Label(language graph.Language) string {
	return v.path.routes.paths[v.path.index].Label(v.index, language)
}
