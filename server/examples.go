package server

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Example is a query that the playground opens in a tab.
type Example struct {
	Name      string `json:"name"`
	Query     string `json:"query"`
	Variables string `json:"variables"` // JSON; empty when there are none
}

// ReadExamples reads every .graphql file at the top of files, in the order of
// their names. A file's first line, a comment, is the example's name; the
// variables are in a file of the same name that ends in .variables.json.
func ReadExamples(files fs.FS) ([]Example, error) {
	names, err := fs.Glob(files, "*.graphql")
	if err != nil {
		return nil, err
	}
	examples := make([]Example, 0, len(names))
	for _, name := range names {
		query, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("example: %w", err)
		}
		base := strings.TrimSuffix(name, path.Ext(name))
		variables, err := fs.ReadFile(files, base+".variables.json")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("example: %w", err)
		}
		examples = append(examples, Example{
			Name:      title(string(query), base),
			Query:     string(query),
			Variables: string(variables),
		})
	}
	return examples, nil
}

// title returns the text of the first line if that is a comment, else otherwise.
func title(query, otherwise string) string {
	first, _, _ := strings.Cut(query, "\n")
	if comment, ok := strings.CutPrefix(first, "#"); ok {
		if comment = strings.TrimRight(strings.TrimSpace(comment), "."); comment != "" {
			return comment
		}
	}
	return otherwise
}
