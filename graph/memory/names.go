package memory

import (
	"bytes"
	"container/heap"
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"slices"
	"sync"

	"policygraph/graph"
	"policygraph/graph/textmatch"
)

// nameIndex finds entities by the grams of their names: see [textmatch.EachGram]. For
// each gram it has the list of the entities with that gram, as positions in [byHits],
// so that a list is in the order of hits of one rank. A list is stored as the distances
// between its positions, as varints of one or two bytes.
//
// Grams are not stored: they are compared by some 60 bits of a hash.
type nameIndex struct{ parts [nameParts]namePart }

// namePart holds the grams whose hash begins with the number of the part: for each, in
// the order of hashes, the last [checkBytes] of its hash, the length of its list as a
// varint, and the list. The bits of the hash after the part's number select a bucket,
// the start of some consecutive grams in data.
type namePart struct {
	bits    int
	buckets []uint32
	data    []byte
}

// checkBytes is the number of bytes of its hash that are stored with a gram. Most of
// the others follow from its part and bucket.
const checkBytes = 5

// perBucket is the average number of grams in a bucket, at most.
const perBucket = 8

func (p *namePart) bucket(hash uint64) uint64 { return hash << 8 >> (64 - p.bits) }

const nameParts = 256

func partOf(hash uint64) int { return int(hash >> 56) }

// byHits is the order in which hits of one rank come.
var byHits = graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}

// hashOfGram hashes a gram.
func hashOfGram(h *maphash.Hash, how byte, class int, piece []byte) uint64 {
	h.Reset()
	_ = h.WriteByte(how<<3 | byte(class)) // a hash takes in everything
	_, _ = h.Write(piece)
	return h.Sum64()
}

// list returns the positions of a gram, ascending.
func (n *nameIndex) list(hash uint64) postings {
	p := &n.parts[partOf(hash)]
	if len(p.buckets) == 0 {
		return postings{}
	}
	at := p.bucket(hash)
	data := p.data[p.buckets[at]:p.buckets[at+1]]
	for len(data) > 0 {
		check := uint64(binary.LittleEndian.Uint32(data)) | uint64(data[4])<<32
		size, n := binary.Uvarint(data[checkBytes:])
		list := data[checkBytes+n:]
		if check == hash&(1<<(8*checkBytes)-1) {
			return postings{data: list[:size], at: -1}
		}
		data = list[size:]
	}
	return postings{}
}

// postings are the positions of a list that have not been read yet.
type postings struct {
	data []byte
	at   int32
}

// next returns the next position; false at the end.
func (p *postings) next() (int32, bool) {
	if len(p.data) == 0 {
		return 0, false
	}
	// Most distances are below 128, and then one byte.
	if d := p.data[0]; d < 0x80 {
		p.data = p.data[1:]
		p.at += int32(d)
		return p.at, true
	}
	d, n := binary.Uvarint(p.data)
	p.data = p.data[n:]
	p.at += int32(d)
	return p.at, true
}

// size returns how many positions remain: the last byte of each is the one without the
// highest bit.
func (p postings) size() int {
	n, data := 0, p.data
	for ; len(data) >= 8; data = data[8:] {
		n += bits.OnesCount64(^binary.LittleEndian.Uint64(data) & 0x8080808080808080)
	}
	for _, b := range data {
		n += int(^b >> 7)
	}
	return n
}

// skipTo returns the first position that is not before the given one.
func (p *postings) skipTo(position int32) (int32, bool) {
	for {
		at, ok := p.next()
		if !ok || at >= position {
			return at, ok
		}
	}
}

// nameBlock is the number of entities whose grams are sorted together.
const nameBlock = 1 << 15

// gramOf is a gram of the entity at a position.
type gramOf struct {
	hash     uint64
	position uint32
}

// sortedBlock holds the grams of nameBlock consecutive entities, sorted: for each
// distinct gram the difference of its hash from that of the gram before, the last
// position in its list, the length of the list in bytes, and the list.
type sortedBlock struct {
	data  []byte
	parts [nameParts + 1]int // where the grams of each part start
}

// indexNames builds the index.
func (b *builder) indexNames() error {
	s := b.snapshot
	o := s.orders[byHits]
	n := len(o.entity)
	blocks := make([]sortedBlock, (n+nameBlock-1)/nameBlock)
	buffers := sync.Pool{New: func() any { return new([2][]gramOf) }}
	if err := b.eachBlock("indexing names", n, nameBlock, func(from, to int) error {
		buffer := buffers.Get().(*[2][]gramOf)
		defer buffers.Put(buffer)
		grams := buffer[0][:0]
		var h maphash.Hash
		h.SetSeed(seed)
		for position := from; position < to; position++ {
			textmatch.EachGram(s.entities[o.entity[position]].SearchNames(), func(how byte, class int, piece []byte) {
				grams = append(grams, gramOf{hashOfGram(&h, how, class, piece), uint32(position)})
			})
		}
		buffer[0] = grams
		buffer[1] = slices.Grow(buffer[1][:0], len(grams))[:len(grams)]
		sortGrams(grams, buffer[1])
		blocks[from/nameBlock] = packGrams(buffer[1])
		return b.ctx.Err()
	}); err != nil {
		return err
	}
	s.names = &nameIndex{}
	return b.eachBlock("merging indexes of names", nameParts, 1, func(part, _ int) error {
		s.names.parts[part] = mergeBlocks(blocks, part)
		return nil
	})
}

// sortGrams sorts by hash, then position, from one slice into another: by the upper 16
// bits of the hash with a counting sort, then within each of their values.
func sortGrams(from, to []gramOf) {
	const bits = 16
	var starts [1<<bits + 1]int32
	for i := range from {
		starts[from[i].hash>>(64-bits)+1]++
	}
	for i := range 1 << bits {
		starts[i+1] += starts[i]
	}
	next := slices.Clone(starts[:])
	for i := range from {
		of := from[i].hash >> (64 - bits)
		to[next[of]] = from[i]
		next[of]++
	}
	for i := range 1 << bits {
		slices.SortFunc(to[starts[i]:starts[i+1]], func(a, b gramOf) int {
			switch {
			case a.hash < b.hash, a.hash == b.hash && a.position < b.position:
				return -1
			case a == b:
				return 0
			default:
				return 1
			}
		})
	}
}

// packGrams packs sorted grams.
func packGrams(grams []gramOf) sortedBlock {
	var block sortedBlock
	var list []byte
	part, former := 0, uint64(0)
	for i := 0; i < len(grams); {
		hash := grams[i].hash
		list = list[:0]
		last := int64(-1)
		for ; i < len(grams) && grams[i].hash == hash; i++ {
			if position := int64(grams[i].position); position != last {
				list = binary.AppendUvarint(list, uint64(position-last))
				last = position
			}
		}
		for ; part <= partOf(hash); part++ {
			block.parts[part] = len(block.data)
			former = 0
		}
		block.data = binary.AppendUvarint(block.data, hash-former)
		block.data = binary.AppendUvarint(block.data, uint64(last))
		block.data = binary.AppendUvarint(block.data, uint64(len(list)))
		block.data = append(block.data, list...)
		former = hash
	}
	for ; part <= nameParts; part++ {
		block.parts[part] = len(block.data)
	}
	block.data = slices.Clip(block.data)
	return block
}

// blockReader reads the grams of a part of a block.
type blockReader struct {
	data  []byte
	block int
	hash  uint64
	last  int64 // the last position in list
	list  []byte
}

func (r *blockReader) next() bool {
	if len(r.data) == 0 {
		return false
	}
	number := func() uint64 {
		n, size := binary.Uvarint(r.data)
		r.data = r.data[size:]
		return n
	}
	r.hash += number()
	r.last = int64(number())
	size := number()
	r.list, r.data = r.data[:size], r.data[size:]
	return true
}

type blockHeap []*blockReader

func (h blockHeap) Len() int { return len(h) }
func (h blockHeap) Less(i, j int) bool {
	return h[i].hash < h[j].hash || h[i].hash == h[j].hash && h[i].block < h[j].block
}
func (h blockHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *blockHeap) Push(x any)   { *h = append(*h, x.(*blockReader)) }
func (h *blockHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// mergeBlocks joins the lists of consecutive blocks.
func mergeBlocks(blocks []sortedBlock, part int) namePart {
	var open blockHeap
	for i := range blocks {
		b := &blocks[i]
		if r := (&blockReader{data: b.data[b.parts[part]:b.parts[part+1]], block: i}); r.next() {
			open = append(open, r)
		}
	}
	heap.Init(&open)
	p := namePart{bits: 1}
	for grams := blocksGrams(blocks, part); grams>>p.bits > perBucket; p.bits++ {
	}
	p.buckets = make([]uint32, 1<<p.bits+1)
	bucket := uint64(0)
	var list []byte
	for len(open) > 0 {
		hash, last := open[0].hash, int64(-1)
		list = list[:0]
		for len(open) > 0 && open[0].hash == hash {
			r := open[0]
			// The first distance of a block's list is from position -1.
			first, size := binary.Uvarint(r.list)
			list = binary.AppendUvarint(list, uint64(int64(first)-1-last))
			list = append(list, r.list[size:]...)
			last = r.last
			if r.next() {
				heap.Fix(&open, 0)
			} else {
				heap.Pop(&open)
			}
		}
		for at := p.bucket(hash); bucket < at; {
			bucket++
			p.buckets[bucket] = uint32(len(p.data))
		}
		p.data = append(binary.LittleEndian.AppendUint32(p.data, uint32(hash)), byte(hash>>32))
		p.data = binary.AppendUvarint(p.data, uint64(len(list)))
		p.data = append(p.data, list...)
	}
	for bucket++; bucket < uint64(len(p.buckets)); bucket++ {
		p.buckets[bucket] = uint32(len(p.data))
	}
	p.data = bytes.Clone(p.data)
	return p
}

// blocksGrams estimates the number of distinct grams of the blocks in a part, as that of
// the block with the most.
func blocksGrams(blocks []sortedBlock, part int) int {
	most := 0
	for i := range blocks {
		most = max(most, blocks[i].parts[part+1]-blocks[i].parts[part])
	}
	return most / 16 // bytes a gram in a block
}

// bytes returns the size of the index.
func (n *nameIndex) bytes() int {
	total := 0
	for i := range n.parts {
		p := &n.parts[i]
		total += 4*cap(p.buckets) + cap(p.data)
	}
	return total
}
