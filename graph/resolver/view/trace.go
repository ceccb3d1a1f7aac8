package view

import (
	"context"

	"policygraph/graph"
	"policygraph/graph/paths"
)

// Trace resolves the field.
func (Query) Trace(ctx context.Context, from, to []graph.ID, maxHops int, types []graph.RelationType, ties []graph.ClaimTie, certainty *graph.Certainty, minConfidence, minStrength *float64, avoid []graph.Kind, avoidIds []graph.ID, at *graph.AsOf, first int) (*Trace, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	q := paths.TraceQuery{From: from, To: to, MaxHops: maxHops, Types: types, Avoid: avoid, AvoidIDs: avoidIds, At: orZero(at), First: first, Certainty: orZero(certainty), MinConfidence: minConfidence, MinStrength: orZero(minStrength), Ties: ties}
	found, err := paths.Trace(ctx, r.reader, q)
	if err != nil {
		return nil, err
	}
	return &Trace{r, q, found, newCohort(r, q.At, found.From), newCohort(r, q.At, found.To), newRoutes(r, q.At, found.Paths)}, nil
}

// Trace resolves the paths between two sets of entities.
type Trace struct {
	request  *request
	query    paths.TraceQuery
	found    *paths.TraceResult
	from, to *entities
	routes   *routes
}

// From resolves the field; so do those below.
func (v *Trace) From() []Entity         { return all(v.from) }
func (v *Trace) To() []Entity           { return all(v.to) }
func (v *Trace) HasMore() bool          { return v.found.HasMore }
func (v *Trace) Complete() bool         { return v.found.Complete }
func (v *Trace) Explored() int          { return v.found.Explored }
func (v *Trace) MaxHops() int           { return v.query.MaxHops }
func (v *Trace) Avoided() []graph.Kind  { return v.query.Avoid }
func (v *Trace) Verdict() paths.Verdict { return v.found.Verdict }
func (v *Trace) Dataset() *Dataset      { return &Dataset{v.request.reader.Dataset()} }
func (v *Trace) Paths() []*Path {
	return collect(len(v.found.Paths), func(i int) Path { return Path{v.routes, i} })
}

// UndatedLeftOut resolves the field.
func (v *Trace) UndatedLeftOut(ctx context.Context) (int, error) {
	return paths.UndatedLeftOut(ctx, v.request.reader, v.query.Claims())
}

// all returns the members of a cohort.
func all(c *entities) []Entity {
	views := make([]Entity, len(c.items))
	for i := range views {
		views[i] = newEntity(c, i)
	}
	return views
}
