package loader

import (
	"strings"

	"policygraph/graph"
)

// maker makes the domain's records from a dataset's records, and reports what is
// wrong with each by itself. Every core has its own; all share the index. A value
// that could not be read was reported when it was, and is passed over here.
type maker struct {
	*index
	files    *inventory
	problems *collector
	quoted   *quotes   // compares evidence with texts; nil where that was done before
	interner *interner // nil where records are not kept
	scratch  *scratch
}

func (m *maker) report(at position, format string, args ...any) {
	m.problems.report(at, format, args...)
}

// notAfterDataset reports a date later than the dataset's own.
func notAfterDataset(d *graph.Dataset, problems *collector, at position, key string, date graph.PartialDate) {
	if d.Date != "" && date.First() > d.Date {
		problems.report(at, "%s: %s is after the dataset's own date %s: correct one of them", key, date, d.Date)
	}
}

// stated is a record of claims or figures with what was made of it.
type stated struct {
	*statementRecord
	position
	partOf     field[reference]
	document   graph.ID // that it is written in; "" where evidence names others
	expanded   int      // for how many statements it stands
	made       []graph.Statement
	ends       [][2]uint32 // of claims made, the numbers of their ends
	unsure     bool
	recordType sorts
}

func (m *maker) stateClaims(r *claimLine) stated {
	s := stated{statementRecord: &r.statementRecord, position: r.position, document: r.Document.Value, expanded: len(r.Subject) * len(r.Object), recordType: claimSort}
	s.unsure = m.makeClaims(r)
	s.made, s.ends = m.scratch.made, m.scratch.ends
	return s
}

func (m *maker) stateFigures(r *figureLine) stated {
	s := stated{statementRecord: &r.statementRecord, position: r.position, document: r.Document.Value, expanded: len(r.Subject), recordType: figureSort, partOf: r.PartOf}
	s.unsure = m.makeFigures(r)
	s.made = m.scratch.made
	return s
}

// of is the first statement of an id among those of a record; nil where there is
// none.
func (s *stated) of(key idKey) graph.Statement {
	id := key.id()
	for _, made := range s.made {
		if made.RecordID() == id {
			return made
		}
	}
	return nil
}

// isLocal reports whether a reference is to a ref in its file.
func isLocal(r reference) bool { return strings.HasPrefix(string(r), "#") }

// refersByRef reports whether what a record says depends on the refs of its file.
func (s *stated) refersByRef() bool { return isLocal(s.Replaces.Value) || isLocal(s.partOf.Value) }

// restate makes the statements of a record again, of which nothing is reported a
// second time. Its line is right where numbered says so.
func (m *maker) restate(r *reader, key idKey, at place, numbered bool) stated {
	own := maker{index: m.index, files: m.files, problems: &collector{}, interner: m.interner, scratch: &scratch{}} // what is made stays
	if key.isClaim() {
		return own.stateClaims(r.claim(at, numbered))
	}
	return own.stateFigures(r.figure(at, numbered))
}

// eachStatement makes the statements of a batch. The record that they are of is
// good until do returns; they themselves stay, unless m's scratch forgets them.
func (m *maker) eachStatement(read *lines, b batch, do func(s stated, at place)) {
	for i := b.from; i < b.to; i++ {
		if b.held == claimSort {
			do(m.stateClaims(&b.file.claims[i]), b.file.place(int64(i)))
		} else {
			do(m.stateFigures(&b.file.figures[i]), b.file.place(int64(i)))
		}
	}
	d := newDecoder(b.file.name, m.problems)
	read.each(b.file.name, b.chunk, m.problems, func(recordType sorts, n *node, offset int64) {
		if recordType == claimSort {
			do(m.stateClaims(read.claim.decode(d, n)), b.file.place(offset))
		} else {
			do(m.stateFigures(read.figure.decode(d, n)), b.file.place(offset))
		}
	})
}

// eachEntity decodes the entities of a batch; a record is good until do returns.
func (m *maker) eachEntity(read *lines, b batch, do func(*entityRecord)) {
	for i := b.from; i < b.to; i++ {
		do(&b.file.entities[i])
	}
	d := newDecoder(b.file.name, m.problems)
	read.each(b.file.name, b.chunk, m.problems, func(_ sorts, n *node, _ int64) {
		do(read.entity.decode(d, n))
	})
}
