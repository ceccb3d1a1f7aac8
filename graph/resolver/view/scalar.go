package view

import (
	"fmt"

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

// UnmarshalPartialDate reads a date as precise as its source; null is none.
func UnmarshalPartialDate(v any) (graph.PartialDate, error) {
	if v == nil {
		return "", nil
	}
	return graph.ParsePartialDate(fmt.Sprint(v))
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
