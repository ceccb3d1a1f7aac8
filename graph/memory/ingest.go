package memory

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"policygraph/graph"
)

// batchSize is the number of records that a worker gets at a time.
const batchSize = 256

// ingest reads a dataset and packs its records on all cores. Statements refer to
// entities and documents by ordinal, so they are packed after all of those were
// read and numbered; a source gives them in this order.
type ingest struct {
	*workers
	snapshot *snapshot

	entities   arena[read[*graph.Entity]]
	documents  arena[read[*graph.Document]]
	indicators arena[read[*graph.Indicator]]
	claims     arena[readClaim]
	rareClaims arena[rareClaim]
	figures    arena[readFigure]
	evidences  arena[readPiece]

	// The ordinals of statements, by ref; the number of their pieces of evidence, and the
	// measures of figures, by ordinal.
	claimOrdinals, figureOrdinals []int32
	claimPieces, figurePieces     []uint32
	figureMeasures                []int32
	idRank                        []int32 // of entities

	roles       interned[string]
	figureTexts interned[string]
	notes       interned[string]
	provenances interned[provenance]
}

// read is a record as it was read, with the first half of its hash.
type read[R graph.Record] struct {
	record R
	hash   uint64
}

func recordHash(r graph.Record) uint64 {
	h := graph.RecordHash(r)
	return binary.BigEndian.Uint64(h[:])
}

// read reads all records of a source.
func (in *ingest) read(src graph.Source) error {
	packers := in.begin(in.packReferenced)
	statements := false
	done := int64(0)
	batch := make([]graph.Record, 0, batchSize)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		done += int64(len(batch))
		err := packers.give(batch)
		batch = make([]graph.Record, 0, batchSize)
		in.progress(graph.Step{Phase: "reading records", Done: done})
		return err
	}
	err := func() error {
		for r, err := range src.Records(in.ctx) {
			if err != nil {
				return err
			}
			if _, is := r.(graph.Statement); is != statements {
				if statements {
					return graph.Errorf(graph.CodeInternal, "source gives %s after the first statement; entities, documents and indicators must come first", r.RecordID())
				}
				if err := flush(); err != nil {
					return err
				}
				if err := packers.end(); err != nil {
					return err
				}
				if err := in.assignOrdinals(); err != nil {
					return err
				}
				statements, packers = true, in.begin(in.packStatements)
			}
			if batch = append(batch, r); len(batch) == batchSize {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		return flush()
	}()
	if ended := packers.end(); err == nil {
		err = ended
	}
	if err == nil && !statements {
		err = in.assignOrdinals()
	}
	return err
}

// batchWorkers pack batches of records.
type batchWorkers struct {
	*errgroup.Group
	ctx     context.Context // ends with the first error
	batches chan []graph.Record
	ended   sync.Once
}

// begin starts workers. Each calls worker for a function of its own, which gets
// batches of records and finally nil.
func (in *ingest) begin(worker func() func([]graph.Record) error) *batchWorkers {
	w := &batchWorkers{batches: make(chan []graph.Record, cores())}
	w.Group, w.ctx = errgroup.WithContext(in.ctx)
	for range cores() {
		w.Go(func() error {
			take := worker()
			for batch := range w.batches {
				if err := take(batch); err != nil {
					return err
				}
			}
			return take(nil)
		})
	}
	return w
}

func (w *batchWorkers) give(batch []graph.Record) error {
	select {
	case w.batches <- batch:
		return nil
	case <-w.ctx.Done():
		return cmp.Or(w.end(), w.ctx.Err())
	}
}

// end waits until all batches are packed.
func (w *batchWorkers) end() error {
	w.ended.Do(func() { close(w.batches) })
	return w.Wait()
}

// packReferenced packs the records that statements refer to: entities, documents and
// indicators.
func (in *ingest) packReferenced() func([]graph.Record) error {
	entities, documents, indicators := in.entities.writer(), in.documents.writer(), in.indicators.writer()
	return func(batch []graph.Record) error {
		for _, r := range batch {
			switch r := r.(type) {
			case *graph.Entity:
				if kindNumber(r.Kind) < 0 {
					return graph.Errorf(graph.CodeInvalid, "entity %s has the unknown kind %q; run policygraph validate", r.ID, r.Kind)
				}
				if r.ID == "" {
					return graph.Errorf(graph.CodeInvalid, "entity %q has no id; run policygraph validate", r.Name)
				}
				entities.add(read[*graph.Entity]{packedEntity(r), recordHash(r)})
			case *graph.Document:
				documents.add(read[*graph.Document]{r, recordHash(r)})
			case *graph.Indicator:
				indicators.add(read[*graph.Indicator]{r, recordHash(r)})
			}
		}
		if batch == nil {
			entities.end()
			documents.end()
			indicators.end()
		}
		return nil
	}
}

// packStatements packs claims and figures.
func (in *ingest) packStatements() func([]graph.Record) error {
	claims, rare, figures, evidence := in.claims.writer(), in.rareClaims.writer(), in.figures.writer(), in.evidences.writer()
	return func(batch []graph.Record) error {
		for _, r := range batch {
			var of ref
			var about uint64
			switch r := r.(type) {
			case *graph.Claim:
				row, few, err := in.claim(r)
				if err != nil {
					return err
				}
				if row.has != 0 {
					row.rare = rare.add(few)
				}
				of, about = claims.add(row), row.id
			case *graph.Figure:
				row, err := in.figure(r)
				if err != nil {
					return err
				}
				of, about = figures.add(row), row.id|aboutFigure
			}
			if err := in.evidence(evidence, r, r.(graph.Statement).AllEvidence(), of, about); err != nil {
				return err
			}
		}
		if batch == nil {
			claims.end()
			rare.end()
			figures.end()
			evidence.end()
		}
		return nil
	}
}

// cloned returns a copy of a string, which does not keep a longer one in memory.
func cloned(s string) string { return strings.Clone(s) }

// packedEntity returns a copy of an entity with all its strings in one allocation.
// A string that is part of another is not stored again: a sort key ends in the
// name, and aliases are often part of it.
func packedEntity(e *graph.Entity) *graph.Entity {
	c := *e
	c.Kind, c.Adoption, c.Form = graph.Kinds[kindNumber(e.Kind)].Kind, shared(graph.Adoptions, e.Adoption), sharedForm(e)
	c.Aliases, c.LocalAliases, c.Codes, c.FormerIDs = slices.Clone(e.Aliases), slices.Clone(e.LocalAliases), slices.Clone(e.Codes), slices.Clone(e.FormerIDs)
	var text []byte
	write := func(s string) string {
		if !bytes.Contains(text, []byte(s)) {
			text = append(text, s...)
		}
		return s
	}
	eachText(&c, write)
	all := string(text)
	eachText(&c, func(s string) string {
		from := strings.Index(all, s)
		return all[from : from+len(s)]
	})
	return &c
}

// sharedForm returns the entity's form, whose memory is shared where the table has it.
func sharedForm(e *graph.Entity) graph.Form {
	if i, ok := e.FormNumber(); ok {
		return graph.FormValues[i].Form
	}
	return graph.Form(strings.Clone(string(e.Form)))
}

// shared returns the equal value of an enumeration, so that its memory is shared.
func shared[V ~string](values []V, v V) V {
	if i := slices.Index(values, v); i >= 0 {
		return values[i]
	}
	return V(strings.Clone(string(v)))
}

// eachText replaces each of an entity's own strings.
func eachText(e *graph.Entity, replace func(string) string) {
	for _, s := range []*string{
		&e.SortKey, &e.Name, &e.NameEN, &e.Hant, &e.Pinyin, &e.Initials, &e.Description, (*string)(&e.ID), (*string)(&e.IssuedOn), (*string)(&e.HeldOn),
	} {
		*s = replace(*s)
	}
	for i := range e.Aliases {
		e.Aliases[i] = replace(e.Aliases[i])
	}
	for i := range e.LocalAliases {
		a := &e.LocalAliases[i]
		a.Name, a.In = replace(a.Name), graph.ID(replace(string(a.In)))
	}
	for i := range e.Codes {
		e.Codes[i].Scheme = shared(graph.CodeSchemes, e.Codes[i].Scheme)
		e.Codes[i].Value = replace(e.Codes[i].Value)
	}
	for i := range e.FormerIDs {
		e.FormerIDs[i] = graph.ID(replace(string(e.FormerIDs[i])))
	}
}
