package view

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"policygraph/graph"
)

// Query resolves the root fields.
type Query struct{}

// maxNodes is the most ids that nodes takes.
const maxNodes = graph.MaxPage

// Node resolves the field.
func (Query) Node(ctx context.Context, id graph.ID) (Node, error) { return node(ctx, id) }

func node(ctx context.Context, id graph.ID) (Node, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := nodes(ctx, r, []graph.ID{id})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// Nodes resolves the field. A malformed id is null with an error at its index; the
// others are found all the same.
func (Query) Nodes(ctx context.Context, ids []graph.ID) ([]Node, error) {
	if len(ids) > maxNodes {
		return nil, graph.Errorf(graph.CodeInvalid, "too many ids: %d; a query takes up to %d at once", len(ids), maxNodes)
	}
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	var wellFormed []graph.ID
	var at []int // index among ids of each that is well formed
	for i, id := range ids {
		if _, err := graph.ParseID(string(id)); err != nil {
			graphql.AddError(graphql.WithPathContext(ctx, graphql.NewPathWithIndex(i)), err)
			continue
		}
		wellFormed, at = append(wellFormed, id), append(at, i)
	}
	found, err := nodes(ctx, r, wellFormed)
	if err != nil {
		return nil, err
	}
	all := make([]Node, len(ids))
	for i, node := range found {
		all[at[i]] = node
	}
	return all, nil
}

func nodes(ctx context.Context, r *request, ids []graph.ID) ([]Node, error) {
	records, err := r.reader.Nodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	return nodesOf(r, graph.AsOf{}, records), nil
}

// EntityKey names one entity: exactly one of its fields is given.
type EntityKey struct {
	ID   *graph.ID
	Code *graph.OfficialCode
}

// Entity resolves the field.
func (Query) Entity(ctx context.Context, by EntityKey) (Entity, error) {
	if (by.ID == nil) == (by.Code == nil) { // validation does not see it in a variable
		return nil, graph.Errorf(graph.CodeInvalid, "invalid key: give either an id or a code")
	}
	if by.ID != nil {
		found, err := node(ctx, *by.ID)
		e, _ := found.(Entity)
		return e, err
	}
	page, err := list(ctx, graph.ListQuery{Filter: graph.EntityFilter{Codes: []graph.OfficialCode{*by.Code}}}, graph.Page{First: new(1)})
	if err != nil || page.len() == 0 {
		return nil, err
	}
	return newEntity(page.next, 0), nil
}

// Entities resolves the field.
func (Query) Entities(ctx context.Context, filter *graph.EntityFilter, orderBy *graph.EntityOrder, at *graph.AsOf, first *int, after *string, last *int, before *string) (*EntityConnection, error) {
	page, err := list(ctx, listQuery(filter, orderBy, at), pageOf(first, after, last, before))
	return &EntityConnection{page}, err
}

// listKind resolves the list of entities of one kind.
func listKind(ctx context.Context, kind graph.Kind, filter *graph.EntityFilter, orderBy *graph.EntityOrder, at *graph.AsOf, p graph.Page) (entityPage, error) {
	q := listQuery(filter, orderBy, at)
	if q.Filter.Kinds == nil || slices.Contains(q.Filter.Kinds, kind) {
		q.Filter.Kinds = []graph.Kind{kind}
	} else {
		q.Filter.Kinds = []graph.Kind{}
	}
	return list(ctx, q, p)
}

func listQuery(filter *graph.EntityFilter, orderBy *graph.EntityOrder, at *graph.AsOf) graph.ListQuery {
	q := graph.ListQuery{At: orZero(at), Order: orZero(orderBy)}
	if filter != nil {
		q.Filter = *filter
	}
	return q
}

func orZero[T any](v *T) T {
	if v == nil {
		return *new(T)
	}
	return *v
}

func list(ctx context.Context, q graph.ListQuery, p graph.Page) (entityPage, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return entityPage{}, err
	}
	found, err := listEntities(ctx, r, nil, q, p)
	if err != nil {
		return entityPage{}, err
	}
	return entityPage{found.only()}, nil
}

// listEntities reads the entities of a set of documents; all entities where it is nil.
func listEntities(ctx context.Context, r *request, of *set, q graph.ListQuery, p graph.Page) (*recordPages[*graph.Entity], error) {
	if of != nil {
		q.Of = of.ids
	}
	q.Page = p
	connections, err := r.reader.List(ctx, q)
	if err != nil {
		return nil, err
	}
	return newRecordPages(r, q.At, of, q, connections), nil
}

// Documents resolves the field.
func (Query) Documents(ctx context.Context, first *int, after *string, last *int, before *string) (*DocumentConnection, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := documentPages(ctx, r, nil, graph.DocumentQuery{}, pageOf(first, after, last, before))
	if err != nil {
		return nil, err
	}
	return &DocumentConnection{found.only()}, nil
}

// Document resolves the field.
func (Query) Document(ctx context.Context, id graph.ID) (*Document, error) {
	found, err := node(ctx, id)
	v, _ := found.(*Document)
	return v, err
}

// Indicators resolves the field.
func (Query) Indicators(ctx context.Context, first *int, after *string, last *int, before *string) (*IndicatorConnection, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	q := graph.IndicatorQuery{Page: pageOf(first, after, last, before)}
	page, err := r.reader.Indicators(ctx, q)
	if err != nil {
		return nil, err
	}
	return &IndicatorConnection{newRecordPages(r, graph.AsOf{}, nil, q, []graph.Connection[*graph.Indicator]{page}).only()}, nil
}

// Indicator resolves the field.
func (Query) Indicator(ctx context.Context, id graph.ID) (*Indicator, error) {
	found, err := node(ctx, id)
	v, _ := found.(*Indicator)
	return v, err
}

// Claims resolves the field.
func (Query) Claims(ctx context.Context, filter *ClaimFilter, at *graph.AsOf, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	q := graph.ClaimQuery{At: orZero(at), Omit: omitFromClaims(ctx), Page: pageOf(first, after, last, before)}
	q = filter.restrict(q)
	found, err := r.reader.Claims(ctx, q)
	if err != nil {
		return nil, err
	}
	return &ClaimConnection{newRecordPages(r, q.At, nil, q, claimsOf(found)).only()}, nil
}

// claimsOf returns pages of the claims of edges.
func claimsOf(pages []graph.Connection[graph.Edge]) []graph.Connection[*graph.Claim] {
	out := make([]graph.Connection[*graph.Claim], len(pages))
	for i, page := range pages {
		out[i] = graph.Connection[*graph.Claim]{HasNextPage: page.HasNextPage, HasPreviousPage: page.HasPreviousPage}
		for _, edge := range page.Edges {
			out[i].Edges = append(out[i].Edges, graph.ConnectionEdge[*graph.Claim]{Position: edge.Position, Item: edge.Item.Claim})
		}
	}
	return out
}

// Figures resolves the field.
func (Query) Figures(ctx context.Context, filter *FigureFilter, at *graph.AsOf, first *int, after *string, last *int, before *string) (*FigureConnection, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := figurePages(ctx, r, nil, filter.restrict(graph.FigureQuery{At: orZero(at)}), pageOf(first, after, last, before))
	if err != nil {
		return nil, err
	}
	return &FigureConnection{found.only()}, nil
}

// Dataset resolves the field.
func (Query) Dataset(ctx context.Context) (*Dataset, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	return &Dataset{r.reader.Dataset()}, nil
}
