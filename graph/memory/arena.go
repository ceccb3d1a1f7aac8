package memory

import "sync"

// pool holds what workers put into it side by side, in chunks, so that nothing
// is copied while it grows.
type pool[T any] struct {
	mu     sync.Mutex
	chunks [][]T
}

// ref is where in a pool something is.
type ref uint32

const (
	chunkBits = 12
	chunkSize = 1 << chunkBits
	noRef     = ^ref(0)
)

func (p *pool[T]) at(r ref) *T { return &p.chunks[r>>chunkBits][r%chunkSize] }

func (p *pool[T]) len() int {
	n := 0
	for _, c := range p.chunks {
		n += len(c)
	}
	return n
}

// refs are where everything is.
func (p *pool[T]) refs() []ref {
	refs := make([]ref, 0, p.len())
	for number, c := range p.chunks {
		for i := range c {
			refs = append(refs, ref(number)<<chunkBits|ref(i))
		}
	}
	return refs
}

// capacity is more than any reference.
func (p *pool[T]) capacity() int { return len(p.chunks) << chunkBits }

func (p *pool[T]) free() { p.chunks = nil }

// writer adds to a pool; each worker has its own, and ends it.
type writer[T any] struct {
	pool   *pool[T]
	chunk  []T
	number int
}

func (p *pool[T]) writer() *writer[T] { return &writer[T]{pool: p} }

func (w *writer[T]) add(v T) ref {
	if len(w.chunk) == cap(w.chunk) {
		w.end()
		w.chunk = make([]T, 0, chunkSize)
		w.pool.mu.Lock()
		w.number = len(w.pool.chunks)
		w.pool.chunks = append(w.pool.chunks, w.chunk)
		w.pool.mu.Unlock()
	}
	w.chunk = append(w.chunk, v)
	return ref(w.number)<<chunkBits | ref(len(w.chunk)-1)
}

func (w *writer[T]) end() {
	if w.chunk == nil {
		return
	}
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	w.pool.chunks[w.number] = w.chunk
}
