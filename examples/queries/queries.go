// Package queries holds the example queries: the playground's tabs, the examples
// of docs/api.md, and tests of both stores. A query NAME.graphql begins with a
// comment that says what it is for; NAME.variables.json holds its variables, if
// it has any, and NAME.json its answer from the embedded dataset.
package queries

import "embed"

// Files is the directory of the queries.
//
//go:embed *.graphql *.json
var Files embed.FS
