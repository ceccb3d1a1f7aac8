// Package diff compares two editions of a dataset: what was added, changed, renamed,
// retracted and corrected, and what was removed without being retracted.
package diff

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// Report says what became of the records of one edition of a dataset in another.
type Report struct {
	Before, After graph.Version
	// Parts has the types of record in the order of [Types].
	Parts []Part
}

// The types of record.
const (
	Indicators = "indicators"
	Documents  = "documents"
	Entities   = "entities"
	Claims     = "claims"
	Figures    = "figures"
)

// Types lists the types of record in the order of a report.
var Types = []string{Entities, Claims, Figures, Documents, Indicators}

// Part says what became of the records of one type. Every record of either edition that
// is not the same in both is in one of the lists, which are sorted by id.
type Part struct {
	Type          string
	Before, After int // the numbers of records, retracted ones included

	Added   []Entry // only in the second edition
	Changed []Entry
	// Renamed are records under another id: entities of which it is a former id, and
	// claims and figures of which an end has another id, as when two entities are
	// merged.
	Renamed   []Entry
	Retracted []Entry // claims and figures that are withdrawn, and not replaced
	Corrected []Entry // claims and figures that are withdrawn, and replaced
	// Removed are only in the first edition. Nothing in the second says that they were
	// ever there: claims and figures without a retraction, entities that are no former
	// id.
	Removed []Entry
}

// Entry is one record of a [Part].
type Entry struct {
	ID     graph.ID
	Became graph.ID // the id of a renamed record, or of the one that replaces it
	Words  string   // its name, or what it states; of a removed record, as it was
	// Changes says, of a changed, renamed or corrected record, which values differ.
	Changes []Change
}

// Change is a value that differs. From or To is "" where there is none.
type Change struct{ Field, From, To string }

// Removed returns the number of records that are removed.
func (r *Report) Removed() int {
	n := 0
	for _, p := range r.Parts {
		n += len(p.Removed)
	}
	return n
}

// Compare compares two editions of a dataset. It reads the records of
// each two or three times, and holds an id and a hash of each record, but the records
// themselves only where they differ.
// The error is that of reading.
func Compare(ctx context.Context, before, after graph.Source) (*Report, error) {
	was, err := read(ctx, before)
	if err != nil {
		return nil, err
	}
	is, err := read(ctx, after)
	if err != nil {
		return nil, err
	}
	is.indexFormerIDs()
	c := comparison{was: was, is: is, became: map[graph.ID]graph.ID{}, reverse: map[graph.ID]graph.ID{}}
	if err := c.pair(ctx, before); err != nil {
		return nil, err
	}
	if err := c.describe(ctx, before, after); err != nil {
		return nil, err
	}
	return c.report(before.Dataset().Version, after.Dataset().Version), nil
}

// edition is what is known of all records of an edition.
type edition struct {
	records map[graph.ID]known
	names   map[graph.ID]string // of entities and indicators
	// first maps each entity's id to the first that it had, from which the ids of its
	// statements are derived, and present maps former ids to present ones.
	first, present map[graph.ID]graph.ID
	former         map[graph.ID][]graph.ID
	replacedBy     map[graph.ID]graph.ID
}

// known is what is known of a record.
type known struct {
	kind      string
	hash      graph.Hash
	retracted bool
	replaces  graph.ID
}

func read(ctx context.Context, source graph.Source) (*edition, error) {
	e := &edition{
		records: make(map[graph.ID]known, source.Len()), names: map[graph.ID]string{},
		former: map[graph.ID][]graph.ID{}, replacedBy: map[graph.ID]graph.ID{},
	}
	for record, err := range source.Records(ctx) {
		if err != nil {
			return nil, err
		}
		k := known{kind: typeOf(record), hash: graph.RecordHash(record)}
		switch r := record.(type) {
		case *graph.Entity:
			e.names[r.ID] = r.Name
			if len(r.FormerIDs) > 0 {
				e.former[r.ID] = r.FormerIDs
			}
		case *graph.Indicator:
			e.names[r.ID] = r.Name
		case *graph.Claim:
			k.retracted, k.replaces = r.Retracted != "", r.Replaces
		case *graph.Figure:
			k.retracted, k.replaces = r.Retracted != "", r.Replaces
		}
		if k.replaces != "" {
			e.replacedBy[k.replaces] = record.RecordID()
		}
		e.records[record.RecordID()] = k
	}
	return e, nil
}

func (e *edition) indexFormerIDs() {
	e.first, e.present = map[graph.ID]graph.ID{}, map[graph.ID]graph.ID{}
	for id, former := range e.former {
		e.first[id] = former[0]
		for _, f := range former {
			e.present[f], e.first[f] = id, former[0]
		}
	}
}

// firstID returns the id from which ids of statements are derived, of a present or former
// id.
func (e *edition) firstID(id graph.ID) graph.ID { return cmp.Or(e.first[id], id) }

func typeOf(record graph.Record) string {
	switch record.(type) {
	case *graph.Indicator:
		return Indicators
	case *graph.Document:
		return Documents
	case *graph.Entity:
		return Entities
	case *graph.Claim:
		return Claims
	default:
		return Figures
	}
}

// comparison pairs the records of two editions.
type comparison struct {
	was, is *edition
	became  map[graph.ID]graph.ID // of records whose id is another in the second edition
	reverse map[graph.ID]graph.ID // of the same records
	// The records that differ, as they were and as they are.
	before, after map[graph.ID]graph.Record
}

// pair finds the records of the first edition that have another id in the second.
func (c *comparison) pair(ctx context.Context, before graph.Source) error {
	gone, err := pick(ctx, before, func(id graph.ID) bool {
		_, kept := c.is.records[id]
		return !kept
	})
	for id, record := range gone {
		now := c.is.present[id]
		switch r := record.(type) {
		case *graph.Claim:
			now = graph.ClaimID(r, c.is.firstID)
		case *graph.Figure:
			now = graph.FigureID(r, c.is.firstID)
		}
		if _, kept := c.is.records[now]; kept {
			c.became[id], c.reverse[now] = now, id
		}
	}
	return err
}

// describe reads again the records that are not the same in both editions.
func (c *comparison) describe(ctx context.Context, before, after graph.Source) (err error) {
	differs := func(a, b *edition) func(graph.ID) bool {
		return func(id graph.ID) bool {
			other, kept := b.records[id]
			return !kept || other.hash != a.records[id].hash
		}
	}
	if c.before, err = pick(ctx, before, differs(c.was, c.is)); err != nil {
		return err
	}
	c.after, err = pick(ctx, after, differs(c.is, c.was))
	return err
}

// pick reads the records whose ids are wanted.
func pick(ctx context.Context, source graph.Source, wanted func(graph.ID) bool) (map[graph.ID]graph.Record, error) {
	picked := map[graph.ID]graph.Record{}
	for record, err := range source.Records(ctx) {
		if err != nil {
			return nil, err
		}
		if wanted(record.RecordID()) {
			picked[record.RecordID()] = record
		}
	}
	return picked, nil
}

func (c *comparison) report(before, after graph.Version) *Report {
	parts := make(map[string]*Part, len(Types))
	r := &Report{Before: before, After: after, Parts: make([]Part, len(Types))}
	for i, name := range Types {
		r.Parts[i].Type = name
		parts[name] = &r.Parts[i]
	}
	for _, k := range c.was.records {
		parts[k.kind].Before++
	}
	for _, k := range c.is.records {
		parts[k.kind].After++
	}
	for id, record := range c.before {
		c.sortOld(parts[c.was.records[id].kind], id, record)
	}
	for id, record := range c.after {
		c.sortNew(parts[c.is.records[id].kind], id, record)
	}
	for i := range r.Parts {
		p := &r.Parts[i]
		for _, list := range [][]Entry{p.Added, p.Changed, p.Renamed, p.Retracted, p.Corrected, p.Removed} {
			slices.SortFunc(list, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
		}
	}
	return r
}

// clocks are the keys in which a correction always differs from what it corrects.
var clocks = []string{"recorded", "retracted", "replaces"}

// sortOld puts a record of the first edition, which is not the same in the second, in
// the list where it belongs.
func (c *comparison) sortOld(p *Part, id graph.ID, was graph.Record) {
	is, kept := c.after[id], true
	became := c.became[id]
	if is == nil {
		is, kept = c.after[became], false
	}
	entry := Entry{ID: id, Words: c.words(was)}
	switch replaced := c.is.replacedBy[id]; {
	case !kept && became == "":
		p.Removed = append(p.Removed, entry)
	case kept && !c.was.records[id].retracted && c.is.records[id].retracted && replaced != "":
		entry.Became = replaced
		if by := c.after[replaced]; by != nil {
			entry.Changes = slices.DeleteFunc(changes(was, by), func(change Change) bool { return slices.Contains(clocks, change.Field) })
		}
		p.Corrected = append(p.Corrected, entry)
	case kept && !c.was.records[id].retracted && c.is.records[id].retracted:
		p.Retracted = append(p.Retracted, entry)
	default:
		entry.Became = became
		if is != nil {
			entry.Changes = changes(was, is)
		}
		if kept {
			p.Changed = append(p.Changed, entry)
		} else {
			p.Renamed = append(p.Renamed, entry)
		}
	}
}

// sortNew lists a record of the second edition that the first has under no id, and that
// corrects none of its records.
func (c *comparison) sortNew(p *Part, id graph.ID, is graph.Record) {
	if _, kept := c.was.records[id]; kept || c.reverse[id] != "" {
		return
	}
	if replaces := c.is.records[id].replaces; replaces != "" {
		if was, known := c.was.records[replaces]; known && !was.retracted && c.is.records[replaces].retracted {
			return
		}
	}
	p.Added = append(p.Added, Entry{ID: id, Words: c.words(is)})
}
