package server

import (
	"container/list"
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// documents caches the parsed and validated documents that were used last. It is
// bounded by the size of their text: a cache bounded by their number could be
// filled with documents of the largest size allowed.
type documents struct {
	room int // most bytes of text kept

	mu     sync.Mutex
	used   int
	byText map[string]*list.Element
	recent *list.List // of *document, the last used first
}

type document struct {
	text   string
	parsed *ast.QueryDocument
}

func newDocuments(room int) *documents {
	return &documents{room: room, byText: map[string]*list.Element{}, recent: list.New()}
}

// Get returns the document with this text, if it is cached.
func (d *documents) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	element, ok := d.byText[text]
	if !ok {
		return nil, false
	}
	d.recent.MoveToFront(element)
	return element.Value.(*document).parsed, true
}

// Add caches a document in place of the least recently used ones.
func (d *documents) Add(_ context.Context, text string, parsed *ast.QueryDocument) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.byText[text]; ok || len(text) > d.room {
		return
	}
	d.byText[text] = d.recent.PushFront(&document{text, parsed})
	d.used += len(text)
	for d.used > d.room {
		oldest := d.recent.Remove(d.recent.Back()).(*document)
		delete(d.byText, oldest.text)
		d.used -= len(oldest.text)
	}
}
