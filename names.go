package main

import (
	"context"
	"fmt"
	"strings"

	"policygraph/graph"
)

// kindsNamed reads kinds as the command line takes them; nil where none is given.
func kindsNamed(names []string) ([]graph.Kind, error) {
	var kinds []graph.Kind
	for _, name := range names {
		kind := graph.Kind(strings.ToUpper(name))
		if !kind.Valid() {
			return nil, usagef("%.60q is no kind of entity: write %s", name, strings.Join(kindNames(), ", "))
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

// relationsNamed reads types of relations likewise.
func relationsNamed(names []string) ([]graph.RelationType, error) {
	var types []graph.RelationType
	for _, name := range names {
		t := graph.RelationType(strings.ToUpper(name))
		if t.Relation() == nil {
			var all []string
			for _, r := range graph.Vocabulary {
				all = append(all, string(r.Type))
			}
			return nil, usagef("%.60q is no type of relation: write %s", name, strings.Join(all, ", "))
		}
		types = append(types, t)
	}
	return types, nil
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func kindNames() []string {
	names := make([]string, len(graph.Kinds))
	for i, k := range graph.Kinds {
		names[i] = k.Kind.Prefix()
	}
	return names
}

// entityNamed finds the one entity that a name or id means. A name that is one
// thing's whole name means that; else, where several could be meant, they are
// listed, for a guess here would be a wrong answer later.
func (a *asking) entityNamed(ctx context.Context, name string) (named, error) {
	if id, err := graph.ParseID(name); err == nil {
		var data struct{ Node *named }
		err := a.into(ctx, `query Named($id: ID!) { node(id: $id) { ... on Entity { id kind name } } }`, map[string]any{"id": id}, &data)
		switch {
		case err != nil:
			return named{}, err
		case data.Node == nil || data.Node.Kind == "":
			return named{}, usagef("there is no entity %s: policygraph search finds ids by names", id)
		}
		return *data.Node, nil
	}
	const shown = 8
	var data struct{ Search hits }
	if err := a.into(ctx, searchDocument, map[string]any{"text": name, "first": shown, "language": "ZH_HANS"}, &data); err != nil {
		return named{}, err
	}
	found := data.Search.Edges
	exact := 0
	for _, e := range found {
		if e.Matched.How == "EXACT" {
			exact++
		}
	}
	switch {
	case len(found) == 0:
		return named{}, usagef("nothing is called %q: policygraph search %q says what was tried", name, name)
	case exact == 1 || len(found) == 1:
		return found[0].Node, nil
	}
	var list strings.Builder
	for _, e := range found {
		_, _ = fmt.Fprintf(&list, "\n  %s  %s (%s)", e.Node.ID, e.Node.Name, words([]string{e.Node.Kind}))
	}
	if left := data.Search.TotalCount - len(found); left > 0 {
		_, _ = fmt.Fprintf(&list, "\n  and %d more", left)
	}
	return named{}, usagef("%q can mean several; write the id of one:%s", name, list.String())
}

// idsNamed finds the entities that names or ids mean.
func (a *asking) idsNamed(ctx context.Context, names []string) ([]string, error) {
	var ids []string
	for _, name := range names {
		e, err := a.entityNamed(ctx, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}
