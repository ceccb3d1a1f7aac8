package synthetic

import (
	"context"
	"fmt"
	"iter"
	"os"
	"strconv"
	"strings"

	"policygraph/graph"
	"policygraph/internal/ordered"
	"policygraph/loader/names"
)

// Source is the dataset as a store takes it in: what the loader would make of
// its files, without files. It makes every record anew each time it is read, and
// holds what a record cannot tell by itself only: how many relations each entity
// has, which paragraph of a document is cited last, and what corrects what.
func (d *Dataset) Source(ctx context.Context) (graph.Source, error) {
	s := &source{made: d, described: d.Describe(), replacedBy: map[graph.ID]graph.ID{}}
	s.degrees = make([][]int32, len(graph.Kinds))
	for k, count := range d.population.count {
		s.degrees[k] = make([]int32, count)
	}
	s.documents = make([]citedDocument, documentsFor(d.size.Entities))
	s.described.Kinds, s.described.Types, s.described.Former = map[graph.Kind]int{}, map[graph.RelationType]int{}, map[graph.ID]graph.ID{}
	var sum graph.VersionHash
	for r, err := range s.records(ctx) {
		if err != nil {
			return nil, err
		}
		s.count++
		sum.Add(graph.RecordHash(r))
		s.see(r)
	}
	s.described.Version = sum.Version(&s.described)
	s.seen = true
	return s, nil
}

type source struct {
	made       *Dataset
	described  graph.Dataset
	count      int64
	seen       bool      // what is below is complete
	degrees    [][]int32 // by kind and number
	documents  []citedDocument
	replacedBy map[graph.ID]graph.ID
}

type citedDocument struct {
	published graph.PartialDate
	lastCited int
	citations int
}

func (s *source) Dataset() graph.Dataset { return s.described }

// Len is how many records there are.
func (s *source) Len() int64 { return s.count }

// see notes what other records derive from this one.
func (s *source) see(r graph.Record) {
	switch r := r.(type) {
	case *graph.Entity:
		s.described.Kinds[r.Kind]++
		for _, former := range r.FormerIDs {
			s.described.Former[former] = r.ID
		}
	case *graph.Document:
		s.documents[documentNumber(r.ID)].published = r.PublishedOn
		if r.PublishedOn.Last() > s.described.NewestDocument.Last() {
			s.described.NewestDocument = r.PublishedOn
		}
	case *graph.Claim:
		if r.Retracted == "" {
			s.described.Types[r.Type]++
			for _, end := range []graph.ID{r.Subject, r.Object} {
				w := whoIs(end)
				s.degrees[w.kind][w.number]++
			}
		}
		s.cited(r.ID, r.Replaces, r.Evidence)
	case *graph.Figure:
		s.cited(r.ID, r.Replaces, r.Evidence)
	}
}

func (s *source) cited(id, replaces graph.ID, evidence []graph.Evidence) {
	if replaces != "" {
		s.replacedBy[replaces] = id
	}
	for i := range evidence {
		d := &s.documents[documentNumber(evidence[i].Document)]
		d.lastCited = max(d.lastCited, evidence[i].Paragraph)
		d.citations++
	}
}

// Records implements [graph.Source].
func (s *source) Records(ctx context.Context) iter.Seq2[graph.Record, error] { return s.records(ctx) }

// records are the records with what is known of them derived. Stating them is
// one after another; completing them is done for several at once.
func (s *source) records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		newWorker := func() func([]graph.Record) []graph.Record { return s.complete }
		for records, err := range ordered.Results(ctx, 0, s.batches(), newWorker) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

// batches are the records as they are made, some at a time.
func (s *source) batches() iter.Seq[[]graph.Record] {
	const size = 512
	return func(yield func([]graph.Record) bool) {
		var records []graph.Record
		for _, part := range s.made.Parts() {
			for r := range part.Records {
				if records = append(records, r); len(records) == size {
					if !yield(records) {
						return
					}
					records = make([]graph.Record, 0, size)
				}
			}
		}
		yield(records)
	}
}

// complete derives what the loader would: of statements what [graph.Assemble]
// makes of them with what they refer to, and of other records what only the
// whole dataset tells.
func (s *source) complete(records []graph.Record) []graph.Record {
	stated := s.referred(records)
	var out []graph.Record
	for _, r := range records {
		switch r := r.(type) {
		case *graph.Indicator:
			derive(&r.Names)
		case *graph.Entity:
			derive(&r.Names)
			r.AliasSounds = names.Sounds(r.Aliases)
			if s.seen {
				w := whoIs(r.ID)
				r.Degree = int(s.degrees[w.kind][w.number])
			}
		case *graph.Document:
			r.Key = graph.DocumentKey(r)
			if s.seen {
				d := &s.documents[documentNumber(r.ID)]
				r.LastCited, r.Citations = d.lastCited, d.citations
			}
		default:
			stated = append(stated, r)
			continue
		}
		out = append(out, r)
	}
	for r, err := range graph.Assemble(graph.Dataset{}, stated).Records(context.Background()) {
		if err != nil {
			panic("assembled records end before their context does: " + err.Error())
		}
		switch r := r.(type) {
		case *graph.Claim:
			r.ReplacedBy = s.correction(r.ID, r.Retracted)
			out = append(out, r)
		case *graph.Figure:
			r.ReplacedBy = s.correction(r.ID, r.Retracted)
			out = append(out, r)
		}
	}
	return out
}

// referred are what statements refer to, as far as they derive something from
// it: entities that had another id, and documents of which a figure has its
// date.
func (s *source) referred(statements []graph.Record) []graph.Record {
	var out []graph.Record
	known := map[graph.ID]bool{}
	for _, r := range statements {
		statement, ok := r.(graph.Statement)
		if !ok {
			continue
		}
		for _, id := range graph.Mentions(statement) {
			id = present(id)
			if first := firstID(id); first != id && !known[id] {
				known[id] = true
				out = append(out, &graph.Entity{ID: id, FormerIDs: []graph.ID{first}})
			}
		}
		if _, ok := r.(*graph.Figure); !ok || !s.seen {
			continue // the date is no part of a figure's hash
		}
		for _, e := range statement.AllEvidence() {
			if !known[e.Document] {
				known[e.Document] = true
				out = append(out, &graph.Document{ID: e.Document, PublishedOn: s.documents[documentNumber(e.Document)].published})
			}
		}
	}
	return out
}

func (s *source) correction(id graph.ID, retracted graph.Day) graph.ID {
	if !s.seen || retracted == "" {
		return ""
	}
	return s.replacedBy[id]
}

func derive(n *graph.Names) {
	d := names.Derive(n.Name)
	n.Hant, n.Pinyin, n.Initials, n.SortKey = d.Hant, d.Pinyin, d.Initials, d.SortKey
}

// present is the present id for a former one, and any other as it is.
func present(id graph.ID) graph.ID {
	kind, slug, _ := strings.Cut(string(id), ":")
	if now, was := strings.CutPrefix(slug, formerly); was {
		return graph.ID(kind + ":" + now)
	}
	return id
}

// whoIs is which entity has a present id.
func whoIs(id graph.ID) who {
	number, err := strconv.Atoi(string(id[strings.LastIndexByte(string(id), '-')+1:]))
	k := kindOf(id.Kind())
	if err != nil || k < 0 {
		panic("no id of a made-up entity: " + string(id))
	}
	return who{k, number}
}

func documentNumber(id graph.ID) int {
	number, err := strconv.Atoi(string(id[strings.LastIndexByte(string(id), '-')+1:]))
	if err != nil {
		panic("no id of a made-up document: " + string(id))
	}
	return number
}

// FromEnvironment is the dataset that stores are measured with, made with a
// seed: 10,000 entities and 50,000 claims with one piece of evidence each, or
// as many entities as POLICYGRAPH_BENCH_ENTITIES says, and five times as many
// claims.
func FromEnvironment(ctx context.Context, seed uint64) (graph.Source, error) {
	entities := 10_000
	if text := os.Getenv(sizeVariable); text != "" {
		var err error
		if entities, err = strconv.Atoi(text); err != nil {
			return nil, fmt.Errorf("%s is %q: give a number of entities", sizeVariable, text)
		}
	}
	d, err := New(Size{Entities: entities, Claims: 5 * entities, Evidence: 1, Seed: seed})
	if err != nil {
		return nil, err
	}
	return d.Source(ctx)
}

const sizeVariable = "POLICYGRAPH_BENCH_ENTITIES"
