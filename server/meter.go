package server

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"policygraph/graph"
)

// bytesPerValue is the number of bytes of text that count as a value.
const bytesPerValue = 64

// meter counts the values of one answer while they are resolved, and cancels the
// execution when there are too many. The size of an answer cannot be told from its
// query: six nested pages could hold millions of values and may hold a hundred, so
// nothing is refused before execution.
type meter struct {
	most  int64
	count atomic.Int64
	end   context.CancelFunc
}

type meterKey struct{}

// metered returns a context that is canceled once more than most values are counted.
func metered(ctx context.Context, most int) (context.Context, *meter) {
	ctx, end := context.WithCancel(ctx)
	m := &meter{most: int64(most), end: end}
	return context.WithValue(ctx, meterKey{}, m), m
}

// count is a field middleware. Each field counts as one value; a page also counts
// as many values as it is asked to hold, before it is read; and text counts by its
// length.
func count(ctx context.Context, next graphql.Resolver) (any, error) {
	m, ok := ctx.Value(meterKey{}).(*meter)
	if !ok {
		return next(ctx)
	}
	if !m.add(1 + pageSize(graphql.GetFieldContext(ctx).Args)) {
		return nil, context.Canceled
	}
	result, err := next(ctx)
	if size := textSize(result); size >= bytesPerValue && !m.add(size/bytesPerValue) {
		return nil, context.Canceled
	}
	return result, err
}

func (m *meter) add(n int) bool {
	if m.count.Add(int64(n)) <= m.most {
		return true
	}
	m.end()
	return false
}

// exceeded reports whether the execution was canceled.
func (m *meter) exceeded() bool { return m.count.Load() > m.most }

func (m *meter) err() *gqlerror.Error {
	return &gqlerror.Error{
		Message: fmt.Sprintf("the answer holds more than %d values, counting each field of each object and the size of each page: "+
			"ask for smaller pages with first, select fewer fields or levels, or send several requests", m.most),
		Extensions: map[string]any{"code": codeLimit},
	}
}

// pageSize returns the number of items that a field with pages is asked for, and 0
// for other fields. A size that the resolvers refuse counts as 0, so that their
// error is shown.
func pageSize(arguments map[string]any) int {
	size, asked := 0, false
	for _, name := range [...]string{"first", "last", "columnsFirst"} {
		var n int
		switch value := arguments[name].(type) {
		case int: // an argument with a default
			n = value
		case *int:
			if value == nil {
				continue
			}
			n = *value
		default:
			continue
		}
		asked = true
		if n <= graph.MaxPage {
			size = max(size, n)
		}
	}
	if _, paged := arguments["first"]; paged && !asked {
		return graph.DefaultPage
	}
	return size
}

func textSize(result any) int {
	switch result := result.(type) {
	case string:
		return len(result)
	case *string:
		if result != nil {
			return len(*result)
		}
	}
	return 0
}
