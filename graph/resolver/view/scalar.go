package view

import (
	"github.com/99designs/gqlgen/graphql"

	"policygraph/graph"
)

// MarshalDate marshals a day; "" is null.
func MarshalDate(d graph.Day) graphql.Marshaler { return textOrNull(string(d)) }

// UnmarshalDate unmarshals a day; null is "".
func UnmarshalDate(v any) (graph.Day, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return graph.ParseDay(v)
	default:
		return "", graph.Errorf(graph.CodeInvalid, "invalid date: %v; write YYYY-MM-DD in quotes", v)
	}
}

// MarshalPartialDate marshals a partial date; "" is null.
func MarshalPartialDate(d graph.PartialDate) graphql.Marshaler { return textOrNull(string(d)) }

// UnmarshalPartialDate unmarshals a partial date. No argument takes one, but the
// generated code refers to both functions of a scalar.
func UnmarshalPartialDate(v any) (graph.PartialDate, error) {
	s, ok := v.(string)
	if !ok {
		return "", graph.Errorf(graph.CodeInvalid, "invalid date: %v; write YYYY, YYYY-MM or YYYY-MM-DD in quotes", v)
	}
	return graph.ParsePartialDate(s)
}

func textOrNull(s string) graphql.Marshaler {
	if s == "" {
		return graphql.Null
	}
	return graphql.MarshalString(s)
}

// orNil returns nil for "".
func orNil[S ~string](s *S) *S {
	if *s == "" {
		return nil
	}
	return s
}
