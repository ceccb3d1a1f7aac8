package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
)

// parseKinds reads kinds as the command line takes them; nil where none is given.
func parseKinds(names []string) ([]graph.Kind, error) {
	all := make([]graph.Kind, len(graph.Kinds))
	for i, k := range graph.Kinds {
		all[i] = k.Kind
	}
	return parseEnums(names, "kind of entity", all, graph.Kind.Prefix)
}

// parseRelationTypes reads types of relations likewise.
func parseRelationTypes(names []string) ([]graph.RelationType, error) {
	all := make([]graph.RelationType, len(graph.Vocabulary))
	for i, r := range graph.Vocabulary {
		all[i] = r.Type
	}
	return parseEnums(names, "type of relation", all, func(t graph.RelationType) string { return string(t) })
}

// parseEnums reads values of an enumeration in upper or lower case; shown is how an
// error writes them.
func parseEnums[T ~string](names []string, what string, all []T, shown func(T) string) ([]T, error) {
	var values []T
	for _, name := range names {
		value := T(strings.ToUpper(name))
		if !slices.Contains(all, value) {
			list := make([]string, len(all))
			for i, v := range all {
				list[i] = shown(v)
			}
			return nil, usagef("%.60q is no %s: write %s", name, what, strings.Join(list, ", "))
		}
		values = append(values, value)
	}
	return values, nil
}

// resolve finds the one entity that a name or id means. A name that is one
// thing's whole name means that; else, where several could be meant, they are
// listed, for a guess here would be a wrong answer later.
func (cl *client) resolve(ctx context.Context, name string) (entityRef, error) {
	if id, err := graph.ParseID(name); err == nil {
		var data struct{ Node *entityRef }
		err := cl.query(ctx, `query Named($id: ID!) { node(id: $id) { ... on Entity { id kind name } } }`, map[string]any{"id": id}, &data)
		switch {
		case err != nil:
			return entityRef{}, err
		case data.Node == nil || data.Node.Kind == "":
			return entityRef{}, usagef("there is no entity %s: policygraph search finds ids by names", id)
		}
		return *data.Node, nil
	}
	const shown = 8
	var data struct{ Search searchResult }
	if err := cl.query(ctx, searchDocument, map[string]any{"text": name, "first": shown, "language": "ZH_HANS"}, &data); err != nil {
		return entityRef{}, err
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
		return entityRef{}, usagef("nothing is called %q: policygraph search %q says what was tried", name, name)
	case exact == 1 || len(found) == 1:
		return found[0].Node, nil
	}
	var list strings.Builder
	for _, e := range found {
		_, _ = fmt.Fprintf(&list, "\n  %s  %s (%s)", e.Node.ID, e.Node.Name, readableEnums([]string{e.Node.Kind}))
	}
	if left := data.Search.TotalCount - len(found); left > 0 {
		_, _ = fmt.Fprintf(&list, "\n  and %d more", left)
	}
	return entityRef{}, usagef("%q can mean several; write the id of one:%s", name, list.String())
}

// resolveAll finds the entities that names or ids mean.
func (cl *client) resolveAll(ctx context.Context, names []string) ([]string, error) {
	var ids []string
	for _, name := range names {
		e, err := cl.resolve(ctx, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}
