package memory

import "sync"

// arena holds values that several workers add at once. It grows by chunks and copies
// nothing.
type arena[T any] struct {
	mu     sync.Mutex
	chunks [][]T
}

// ref is the position of a value in an arena.
type ref uint32

const (
	chunkBits = 12
	chunkSize = 1 << chunkBits
	noRef     = ^ref(0)
)

func (p *arena[T]) at(r ref) *T { return &p.chunks[r>>chunkBits][r%chunkSize] }

func (p *arena[T]) len() int {
	n := 0
	for _, c := range p.chunks {
		n += len(c)
	}
	return n
}

// refs returns the positions of all values.
func (p *arena[T]) refs() []ref {
	refs := make([]ref, 0, p.len())
	for number, c := range p.chunks {
		for i := range c {
			refs = append(refs, ref(number)<<chunkBits|ref(i))
		}
	}
	return refs
}

// capacity returns a number larger than any ref.
func (p *arena[T]) capacity() int { return len(p.chunks) << chunkBits }

func (p *arena[T]) free() { p.chunks = nil }

// arenaWriter adds to an arena. Each worker has its own, and calls end.
type arenaWriter[T any] struct {
	arena  *arena[T]
	chunk  []T
	number int
}

func (p *arena[T]) writer() *arenaWriter[T] { return &arenaWriter[T]{arena: p} }

func (w *arenaWriter[T]) add(v T) ref {
	if len(w.chunk) == cap(w.chunk) {
		w.end()
		w.chunk = make([]T, 0, chunkSize)
		w.arena.mu.Lock()
		w.number = len(w.arena.chunks)
		w.arena.chunks = append(w.arena.chunks, w.chunk)
		w.arena.mu.Unlock()
	}
	w.chunk = append(w.chunk, v)
	return ref(w.number)<<chunkBits | ref(len(w.chunk)-1)
}

func (w *arenaWriter[T]) end() {
	if w.chunk == nil {
		return
	}
	w.arena.mu.Lock()
	defer w.arena.mu.Unlock()
	w.arena.chunks[w.number] = w.chunk
}
