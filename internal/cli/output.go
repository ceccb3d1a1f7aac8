package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// printJSON prints what a program reads.
func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// readableEnums makes the API's enum values readable: CANONICAL, NONE_WITHIN_LIMITS.
func readableEnums[T ~string](values []T) string {
	return strings.ToLower(strings.ReplaceAll(strings.Join(asStrings(values), ", "), "_", " "))
}

func asStrings[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// count is a number with its noun.
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}
