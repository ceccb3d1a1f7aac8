package server

import (
	"context"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
)

func TestTextCountsByItsLength(t *testing.T) {
	long := strings.Repeat("x", 10*bytesPerValue)
	for _, c := range []struct {
		name   string
		result any
		want   int64
	}{
		{"a number is one value", 1, 1},
		{"a short text likewise", "x", 1},
		{"a long one is more", long, 11},
		{"also where it may be null", &long, 11},
		{"null is one value", (*string)(nil), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, m := metered(t.Context(), 10)
			defer m.end()
			_, err := count(graphql.WithFieldContext(ctx, &graphql.FieldContext{}), func(context.Context) (any, error) { return c.result, nil })
			if over := c.want > 10; m.count.Load() != c.want || (err != nil) != over || (ctx.Err() != nil) != over || m.exceeded() != over {
				t.Errorf("counted %d, error %v, context %v", m.count.Load(), err, ctx.Err())
			}
		})
	}
}
