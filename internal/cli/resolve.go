package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/internal/suggest"
)

// parseKinds reads kinds of entities in either case; it returns nil where none is given.
func parseKinds(given []string) ([]graph.Kind, error) {
	return parseEnums("kind", given, kinds(), graph.Kind.Prefix)
}

func kinds() []graph.Kind {
	all := make([]graph.Kind, len(graph.Kinds))
	for i, k := range graph.Kinds {
		all[i] = k.Kind
	}
	return all
}

// kindNames are the kinds as the command line writes them.
func kindNames() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.Prefix())
	}
	return names
}

// parseForms reads forms, such as programme/title, in either case. It returns a filter for
// each kind that one is of; nil where none is given.
func parseForms(given []string) ([]graph.EntityFilter, error) {
	values, err := parseEnums("form", given, formNames(), strings.ToLower)
	if err != nil {
		return nil, err
	}
	var filters []graph.EntityFilter
	for _, of := range graph.Forms {
		var filter graph.EntityFilter
		forms := filter.FormsOf(of.Kind)
		for _, value := range values {
			if form, ok := strings.CutPrefix(value, string(of.Kind)+"/"); ok {
				*forms = append(*forms, graph.Form(form))
			}
		}
		if *forms != nil {
			filters = append(filters, filter)
		}
	}
	return filters, nil
}

// formNames are the forms with their kinds, as a facet names them.
func formNames() []string {
	names := make([]string, len(graph.FormValues))
	for i, v := range graph.FormValues {
		names[i] = v.String()
	}
	return names
}

// parseRelationTypes reads relation types in either case.
func parseRelationTypes(given []string) ([]graph.RelationType, error) {
	return parseEnums("relation type", given, relationTypes(), func(t graph.RelationType) string { return string(t) })
}

func relationTypes() []graph.RelationType {
	all := make([]graph.RelationType, len(graph.Vocabulary))
	for i, r := range graph.Vocabulary {
		all[i] = r.Type
	}
	return all
}

// parseEnums reads enum values in either case, with or without spaces around them; text
// is how the command line writes one.
func parseEnums[T ~string](what string, given []string, all []T, text func(T) string) ([]T, error) {
	var values []T
	for _, g := range given {
		g = strings.TrimSpace(g)
		value := T(strings.ToUpper(g))
		if !slices.Contains(all, value) {
			expected := make([]string, len(all))
			for i, v := range all {
				expected[i] = text(v)
			}
			near := suggest.Nearest(g, slices.Values(expected))
			return nil, usagef("unknown %s %.60q%s; expected one of %s", what, g, suggest.DidYouMean(near), strings.Join(expected, ", "))
		}
		values = append(values, value)
	}
	return values, nil
}

// lower is how the command line writes an enum value.
func lower[T ~string](value T) string { return strings.ToLower(string(value)) }

func enumNames[T ~string](values []T) []string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = lower(v)
	}
	return names
}

// entityRef is an entity as a table shows it.
type entityRef struct {
	ID             string `json:"id"`
	Kind           string `json:"kind"`
	Name           string `json:"name"`
	RelationCounts []struct {
		Type      string `json:"type"`
		Direction string `json:"direction"`
		Count     int    `json:"count"`
	} `json:"relationCounts,omitempty"`
}

// relations is the number of the entity's relations.
func (e entityRef) relations() (sum int) {
	for _, r := range e.RelationCounts {
		sum += r.Count
	}
	return sum
}

// resolve finds the entity that a name or an id stands for. Where exactly one entity
// has the name, it is that one; where several could be meant, the error lists them,
// since a wrong guess would be a wrong answer.
func (cl *client) resolve(ctx context.Context, name string) (entityRef, error) {
	if id, err := graph.ParseID(name); err == nil {
		return cl.entity(ctx, id)
	}
	found, err := cl.search(ctx, name)
	if err != nil {
		return entityRef{}, err
	}
	exact := found.exact()
	switch {
	case len(found.Edges) == 0:
		return entityRef{}, usagef("no entity is named %q; policygraph search %q shows what was tried", name, name)
	case exact == 1 || len(found.Edges) == 1:
		return found.Edges[0].Node, nil
	}
	var list strings.Builder
	for _, e := range found.Edges {
		_, _ = fmt.Fprintf(&list, "\n  %s  %s (%s)", e.Node.ID, e.Node.Name, enumText(e.Node.Kind))
	}
	if left := found.TotalCount - len(found.Edges); left > 0 {
		_, _ = fmt.Fprintf(&list, "\n  and %d more", left)
	}
	return entityRef{}, usagef("%q is ambiguous; write one of these ids instead:%s", name, list.String())
}

// entity finds an entity by its id.
func (cl *client) entity(ctx context.Context, id graph.ID) (entityRef, error) {
	var data struct{ Node *entityRef }
	err := cl.query(ctx, `query Entity($id: ID!) { node(id: $id) { ... on Entity { id kind name } } }`, map[string]any{"id": id}, &data)
	switch {
	case err != nil:
		return entityRef{}, err
	case data.Node == nil || data.Node.Kind == "":
		return entityRef{}, errNoRecord("entity", id)
	}
	return *data.Node, nil
}

// errNoRecord says that no record has an id.
func errNoRecord(what string, id graph.ID) error {
	return usagef("no %s %s in the dataset; policygraph search finds ids by name", what, id)
}

// candidates is how many entities an ambiguous name is shown with.
const candidates = 8

// search finds entities by name, the best first.
func (cl *client) search(ctx context.Context, name string) (*searchResult, error) {
	var data struct{ Search searchResult }
	err := cl.query(ctx, searchDocument, map[string]any{"text": name, "first": candidates, "language": "ZH_HANS"}, &data)
	return &data.Search, err
}

// resolveAll finds the ids of the entities that names or ids stand for.
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

// selection makes an EntityFilter of kinds, names and ids. A value that is nearly a kind
// and no entity's whole name is taken for a misspelt kind, and so is a list of kinds and
// other words that no entity matches.
func (cl *client) selection(ctx context.Context, given []string) (f graph.EntityFilter, err error) {
	var ids []graph.ID
	var ofKinds []graph.Kind
	for _, g := range given {
		// Commas separate kinds; in a name they are part of it.
		list := strings.Split(g, ",")
		k, unknown := parseKinds(list)
		if unknown == nil {
			ofKinds = append(ofKinds, k...)
			continue
		}
		near := suggest.Nearest(g, slices.Values(kindNames()))
		isKind := func(word string) bool { _, err := parseKinds([]string{word}); return err == nil }
		if near != "" || slices.ContainsFunc(list, isKind) {
			found, err := cl.search(ctx, g)
			switch {
			case err != nil:
				return f, err
			case near != "" && found.exact() == 0:
				return f, usagef("no kind or entity is named %q; did you mean the kind %s?", g, near)
			case near == "" && len(found.Edges) == 0:
				return f, unknown
			}
		}
		e, err := cl.resolve(ctx, g)
		if err != nil {
			return f, err
		}
		ids = append(ids, graph.ID(e.ID))
	}
	switch {
	case ids == nil:
		f.Kinds = ofKinds
	case ofKinds == nil:
		f.IDs = ids
	default:
		f.Or = []graph.EntityFilter{{Kinds: ofKinds}, {IDs: ids}}
	}
	return f, nil
}
