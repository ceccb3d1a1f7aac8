package view

import (
	"context"

	"policygraph/graph"
)

// request holds what all fields of one request read: one pinned dataset.
type request struct {
	reader *graph.Reader
	texts  graph.DocumentTexts // nil where the server was started without documents
}

type requestKey struct{}

// With returns a context in which fields read from the reader. Texts may be nil.
func With(ctx context.Context, reader *graph.Reader, texts graph.DocumentTexts) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{reader, texts})
}

// DatasetOf returns the dataset that fields read in the context; nil outside of a
// request.
func DatasetOf(ctx context.Context) *graph.Dataset {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r.reader.Dataset()
	}
	return nil
}

func requestOf(ctx context.Context) (*request, error) {
	r, ok := ctx.Value(requestKey{}).(*request)
	if !ok {
		return nil, graph.Errorf(graph.CodeInternal, "field resolved outside of a request")
	}
	return r, nil
}
