package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
)

// kindsNamed reads kinds as the command line takes them; nil where none is given.
func kindsNamed(names []string) ([]graph.Kind, error) {
	all := make([]graph.Kind, len(graph.Kinds))
	for i, k := range graph.Kinds {
		all[i] = k.Kind
	}
	return valuesNamed(names, "kind of entity", all, graph.Kind.Prefix)
}

// relationsNamed reads types of relations likewise.
func relationsNamed(names []string) ([]graph.RelationType, error) {
	all := make([]graph.RelationType, len(graph.Vocabulary))
	for i, r := range graph.Vocabulary {
		all[i] = r.Type
	}
	return valuesNamed(names, "type of relation", all, func(t graph.RelationType) string { return string(t) })
}

// valuesNamed reads values of an enumeration in upper or lower case; shown is how an
// error writes them.
func valuesNamed[T ~string](names []string, what string, all []T, shown func(T) string) ([]T, error) {
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

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
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
