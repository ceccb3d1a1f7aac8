package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"policygraph/graph"
	"policygraph/schema"
	"policygraph/server"
)

// parseFilter reads the filter of entities that a flag holds: the API's EntityFilter as
// JSON. It checks it against the schema, whose defaults apply.
func parseFilter(flag, text string) (*graph.EntityFilter, error) {
	var given any
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	if err := decoder.Decode(&given); err != nil {
		return nil, usagef("invalid %s: %v; write the API's EntityFilter as JSON, such as {\"kinds\": [\"ENTERPRISE\"]}", flag, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, usagef("invalid %s: there is text after the JSON", flag)
	}
	api, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL()})
	if err != nil {
		return nil, err
	}
	// A variable is checked by the rules of its type; the query itself is a placeholder.
	query, errs := gqlparser.LoadQueryWithRules(api, "query ($filter: EntityFilter!) { entities(filter: $filter) { totalCount } }", rules.NewDefaultRules())
	if errs != nil {
		return nil, errs
	}
	values, refused := server.CoerceVariables(api, query.Operations[0], map[string]any{"filter": given})
	if refused != nil {
		return nil, usagef("%s%s; policygraph schema prints EntityFilter", flag, strings.TrimPrefix(refused.Message, "variable $filter"))
	}
	complete, err := validator.VariableValues(api, query.Operations[0], values) // with defaults
	if err != nil {
		return nil, usagef("invalid %s: %w", flag, err)
	}
	checked, err := json.Marshal(complete["filter"])
	if err != nil {
		return nil, err
	}
	var filter graph.EntityFilter
	strict := json.NewDecoder(bytes.NewReader(checked))
	strict.DisallowUnknownFields() // a field of the schema that graph.EntityFilter lacks
	if err := strict.Decode(&filter); err != nil {
		return nil, usagef("invalid %s: %v", flag, err)
	}
	return &filter, nil
}
