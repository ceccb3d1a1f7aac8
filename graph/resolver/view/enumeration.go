package view

import (
	"context"
	"slices"

	"policygraph/graph"
	"policygraph/graph/cite"
	"policygraph/graph/paths"
)

// enumerations are all enums of the schema.
var enumerations = slices.Concat(graph.Enumerations, []graph.Enumeration{paths.Verdicts, cite.Styles})

// Enumeration shows an enum of the schema with the labels of its values.
type Enumeration struct{ of graph.Enumeration }

// Name resolves the field.
func (v Enumeration) Name() string { return v.of.Name }

// Values resolves the field.
func (v Enumeration) Values() []EnumerationValue {
	values := make([]EnumerationValue, len(v.of.Values))
	for i, of := range v.of.Values {
		values[i] = EnumerationValue{of}
	}
	return values
}

// EnumerationValue shows a value of an enum.
type EnumerationValue struct{ of graph.EnumValue }

// Value resolves the field.
func (v EnumerationValue) Value() string { return v.of.Value }

// Label resolves the field.
func (v EnumerationValue) Label(language graph.Language) string { return v.of.Label.In(language) }

// Enumerations resolves the root field. Names that no enum has are left out.
func (Query) Enumerations(_ context.Context, names []string) ([]*Enumeration, error) {
	found := []*Enumeration{}
	for _, e := range enumerations {
		if names == nil || slices.Contains(names, e.Name) {
			found = append(found, &Enumeration{e})
		}
	}
	return found, nil
}
