package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"policygraph/graph"
	"policygraph/schema"
)

// parseFilter reads a filter of entities as the API takes it: JSON of the input
// type EntityFilter, checked against the schema, with the defaults that it names.
func parseFilter(text string) (*graph.EntityFilter, error) {
	var given any
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	if err := decoder.Decode(&given); err != nil {
		return nil, usagef("--filter is no JSON: %v: write it as the API's EntityFilter, such as {\"kinds\": [\"ENTERPRISE\"]}", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, usagef("--filter has something after its JSON")
	}
	api, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL()})
	if err != nil {
		return nil, err
	}
	// The type's own rules apply to a variable of it; what the query asks is nothing.
	query, errs := gqlparser.LoadQueryWithRules(api, "query ($filter: EntityFilter!) { entities(filter: $filter) { totalCount } }", rules.NewDefaultRules())
	if errs != nil {
		return nil, errs
	}
	values, err := validator.VariableValues(api, query.Operations[0], map[string]any{"filter": given})
	if err != nil {
		return nil, usagef("--filter: %s; policygraph schema prints EntityFilter", err)
	}
	checked, err := json.Marshal(values["filter"])
	if err != nil {
		return nil, err
	}
	var filter graph.EntityFilter
	strict := json.NewDecoder(bytes.NewReader(checked))
	strict.DisallowUnknownFields() // a field of the schema that the filter does not have
	if err := strict.Decode(&filter); err != nil {
		return nil, usagef("--filter: %v", err)
	}
	return &filter, nil
}
