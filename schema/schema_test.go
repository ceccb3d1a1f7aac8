package schema_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph"
	"policygraph/graph/cite"
	"policygraph/graph/paths"
	"policygraph/schema"
)

func parse(t *testing.T) *ast.Schema {
	t.Helper()
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// Every row of the table of shortcuts is a field of the right type, whose
// description names what it follows.
func TestShortcuts(t *testing.T) {
	parsed := parse(t)
	for _, s := range graph.Shortcuts {
		name := s.Kind.TypeName() + "." + s.Field
		field := parsed.Types[s.Kind.TypeName()].Fields.ForName(s.Field)
		if field == nil {
			t.Errorf("%s is in the table and not in the schema", name)
			continue
		}
		want := "Related" + s.Target.TypeName() + "Connection!"
		switch {
		case s.Target == "":
			want = "RelationConnection!"
		case s.Field == "parent":
			want = s.Target.TypeName()
		case s.Field == "parents":
			want = "[" + s.Target.TypeName() + "!]!"
		}
		if got := field.Type.String(); got != want {
			t.Errorf("%s is of type %s, want %s", name, got, want)
		}
		var types []string
		for _, typ := range s.Types {
			types = append(types, string(typ))
		}
		follows := "(" + strings.Join(types, ", ")
		if s.Direction == graph.In {
			follows += ", from the other end"
		}
		if !strings.HasSuffix(field.Description, follows+").") {
			t.Errorf("%s is described as %q, which does not end in %q", name, field.Description, follows+").")
		}
		if takesKinds := field.Arguments.ForName("kinds") != nil; takesKinds != (s.Target == "") {
			t.Errorf("%s takes kinds: %v", name, takesKinds)
		}
	}
}

// No field follows claims but those of the table.
func TestShortcutsAreAll(t *testing.T) {
	parsed := parse(t)
	for _, k := range graph.Kinds {
		for _, field := range parsed.Types[k.Kind.TypeName()].Fields {
			of := field.Type.Name()
			if parsed.Types["Entity"].Fields.ForName(field.Name) != nil || !strings.HasPrefix(of, "Relat") {
				continue
			}
			if !slices.ContainsFunc(graph.Shortcuts, func(s graph.Shortcut) bool { return s.Kind == k.Kind && s.Field == field.Name }) {
				t.Errorf("%s.%s is not in the table of shortcuts", k.Kind.TypeName(), field.Name)
			}
		}
	}
}

// The enums of the schema are those of the domain.
func TestEnums(t *testing.T) {
	cases := map[string][]string{
		"EntityKind":       texts(graph.Kinds, func(k graph.KindInfo) string { return string(k.Kind) }),
		"RelationType":     texts(graph.Vocabulary, func(r graph.Relation) string { return string(r.Type) }),
		"Certainty":        values(graph.Certainties),
		"Stage":            values(graph.Stages),
		"Adoption":         values(graph.Adoptions),
		"FigureStatus":     values(graph.FigureStatuses),
		"Comparator":       values(graph.Comparators),
		"Measure":          values(graph.Measures),
		"EvidenceMethod":   values(graph.Methods),
		"CodeScheme":       values(graph.CodeSchemes),
		"Language":         values([]graph.Language{graph.ZHHans, graph.ZHHant, graph.EN, graph.Pinyin}),
		"Direction":        values([]graph.Direction{graph.Out, graph.In, graph.Both}),
		"ProgressState":    values([]graph.ProgressState{graph.Reached, graph.NotReached, graph.Pending, graph.NoActual, graph.BaselineOnly, graph.NotComparable}),
		"QuoteUnavailable": values([]graph.QuoteUnavailable{graph.NoDocuments, graph.TextNotFound, graph.TextChanged}),
		"EntityOrderField": values([]graph.EntityOrderField{graph.OrderByName, graph.OrderByDate, graph.OrderByRelations}),
		"OrderDirection":   values([]graph.OrderDirection{graph.Asc, graph.Desc}),
	}
	parsed := parse(t)
	for name, want := range cases {
		var got []string
		for _, value := range parsed.Types[name].EnumValues {
			got = append(got, value.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("enum %s has %v, want %v", name, got, want)
		}
	}
}

// Every value of every enum has a label in both languages, in the order of the schema.
func TestEveryValueOfAnEnumHasLabels(t *testing.T) {
	labelled := map[string]graph.Enumeration{}
	for _, e := range slices.Concat(graph.Enumerations, []graph.Enumeration{paths.Verdicts, cite.Styles}) {
		labelled[e.Name] = e
		for _, v := range e.Values {
			if v.Label.ZH == "" || v.Label.EN == "" {
				t.Errorf("%s.%s has no label in a language", e.Name, v.Value)
			}
		}
	}
	for name, definition := range parse(t).Types {
		if definition.Kind != ast.Enum || strings.HasPrefix(name, "__") {
			continue
		}
		var want []string
		for _, value := range definition.EnumValues {
			want = append(want, value.Name)
		}
		if got := texts(labelled[name].Values, func(v graph.EnumValue) string { return v.Value }); !slices.Equal(got, want) {
			t.Errorf("labels of enum %s are of %v, want %v; add them to graph.Enumerations", name, got, want)
		}
	}
}

func values[T ~string](of []T) []string { return texts(of, func(v T) string { return string(v) }) }

func texts[T any](of []T, text func(T) string) []string {
	var out []string
	for _, v := range of {
		out = append(out, text(v))
	}
	return out
}

// The description of a type of claim says what the vocabulary says of it.
func TestVocabularyIsDescribed(t *testing.T) {
	enum := parse(t).Types["RelationType"]
	for i := range graph.Vocabulary {
		r := &graph.Vocabulary[i]
		about := enum.EnumValues.ForName(string(r.Type)).Description
		want := append([]string{r.Label.EN, r.Label.ZH, r.Inverse.EN, r.Inverse.ZH}, r.Roles...)
		for _, k := range append(r.SubjectKinds(), r.ObjectKinds()...) {
			want = append(want, k.TypeName())
		}
		for _, part := range want {
			if !strings.Contains(about, part) {
				t.Errorf("%s is described as %q, without %q", r.Type, about, part)
			}
		}
	}
}

// Whoever explores the schema is told what everything is.
func TestEverythingIsDescribed(t *testing.T) {
	said := func(what, description string) {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s is not described", what)
		}
	}
	for _, definition := range parse(t).Types {
		if definition.BuiltIn {
			continue
		}
		said(definition.Name, definition.Description)
		for _, field := range definition.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			said(definition.Name+"."+field.Name, field.Description)
			for _, argument := range field.Arguments {
				said(definition.Name+"."+field.Name+"("+argument.Name+")", argument.Description)
			}
		}
		for _, value := range definition.EnumValues {
			said(definition.Name+"."+value.Name, value.Description)
		}
	}
}

// A default on first would arrive beside last, and make it an error.
func TestPagesHaveNoDefaults(t *testing.T) {
	for _, definition := range parse(t).Types {
		for _, field := range definition.Fields {
			if field.Arguments.ForName("last") != nil && field.Arguments.ForName("first").DefaultValue != nil {
				t.Errorf("%s.%s has a default for first", definition.Name, field.Name)
			}
		}
	}
}
