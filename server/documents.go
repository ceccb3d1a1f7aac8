package server

import (
	"container/list"
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// documents keeps the parsed and validated documents that were asked for
// last. It is bounded by their text, because a cache bounded by number alone
// could be filled with documents of the largest size allowed.
type documents struct {
	room int // bytes of text kept at most

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

// Get returns the document with this text.
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

// Add keeps a document, in place of those that were used longest ago.
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
