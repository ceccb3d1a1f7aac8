package view

import (
	"github.com/99designs/gqlgen/graphql"

	"policygraph/graph"
)

// MarshalDate writes a day; none is null.
func MarshalDate(d graph.Day) graphql.Marshaler { return textOrNull(string(d)) }

// UnmarshalDate reads a day; null is none.
func UnmarshalDate(v any) (graph.Day, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return graph.ParseDay(v)
	default:
		return "", graph.Errorf(graph.CodeInvalid, "%v is no date: write YYYY-MM-DD, in quotes", v)
	}
}

// MarshalPartialDate writes a date as precise as its source; none is null.
func MarshalPartialDate(d graph.PartialDate) graphql.Marshaler { return textOrNull(string(d)) }

// UnmarshalPartialDate reads such a date. No argument takes one; the generated
// code wants both ways of every scalar.
func UnmarshalPartialDate(v any) (graph.PartialDate, error) {
	s, ok := v.(string)
	if !ok {
		return "", graph.Errorf(graph.CodeInvalid, "%v is no date: write YYYY, YYYY-MM or YYYY-MM-DD, in quotes", v)
	}
	return graph.ParsePartialDate(s)
}

func textOrNull(s string) graphql.Marshaler {
	if s == "" {
		return graphql.Null
	}
	return graphql.MarshalString(s)
}

// given is a text, or nil where there is none.
func given(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}
