package check

import (
	"strings"

	"policygraph/graph"
	"policygraph/loader/encoding"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// maker makes the domain's records from a dataset's records and reports what is wrong
// with each of them. Every worker has its own maker; all share the index. Values that
// could not be read were reported when they were read, and are skipped here.
type maker struct {
	*Index
	files    *inventory.Inventory
	problems *problem.List
	quotes   *quoteChecker // compares evidence with texts; nil where that was done before
	interner *interner     // nil where records are not kept
	scratch  *scratch
}

func (m *maker) report(at problem.Position, format string, args ...any) {
	m.problems.Report(at, format, args...)
}

// notAfterDataset reports a date after the dataset's own.
func notAfterDataset(d *graph.Dataset, problems *problem.List, at problem.Position, key string, date graph.PartialDate) {
	if d.Date != "" && date.First() > d.Date {
		problems.Report(at, "%s: %s is after the dataset's date %s; correct one of them", key, date, d.Date)
	}
}

// stated is a record of claims or figures and the statements made from it.
type stated struct {
	*record.Statement
	problem.Position
	partOf     record.Field[record.Reference]
	document   graph.ID // that it is written in; "" where evidence names others
	expanded   int      // for how many statements it stands
	made       []graph.Statement
	ends       [][2]uint32               // of claims made, the numbers of their ends
	byKey      map[idKey]graph.Statement // of a list that is kept, see [restater]
	unsure     bool
	recordType record.Types
}

func (m *maker) stateClaims(r *record.ClaimLine) stated {
	s := stated{Statement: &r.Statement, Position: r.Position, document: r.Document.Value, expanded: len(r.Subject) * len(r.Object), recordType: record.ClaimType}
	s.unsure = m.makeClaims(r)
	s.made, s.ends = m.scratch.made, m.scratch.ends
	return s
}

func (m *maker) stateFigures(r *record.FigureLine) stated {
	s := stated{Statement: &r.Statement, Position: r.Position, document: r.Document.Value, expanded: len(r.Subject), recordType: record.FigureType, partOf: r.PartOf}
	s.unsure = m.makeFigures(r)
	s.made = m.scratch.made
	return s
}

// of returns the first statement of the record that has an id, or nil.
func (s *stated) of(key idKey) graph.Statement {
	if s.byKey != nil {
		return s.byKey[key]
	}
	id := key.id()
	for _, made := range s.made {
		if made.RecordID() == id {
			return made
		}
	}
	return nil
}

// isLocal reports whether a reference is to a ref in its file.
func isLocal(r record.Reference) bool { return strings.HasPrefix(string(r), "#") }

// refersByRef reports whether the statements depend on the refs of their file.
func (s *stated) refersByRef() bool { return isLocal(s.Replaces.Value) || isLocal(s.partOf.Value) }

// eachStatement makes the statements of a batch. The record is valid until do returns;
// so are the statements if m's scratch forgets them.
func (m *maker) eachStatement(read *record.Lines, b inventory.Batch, do func(s stated, at inventory.Pos)) {
	for i := b.From; i < b.To; i++ {
		if b.Type == record.ClaimType {
			do(m.stateClaims(&b.File.Claims[i]), b.File.Pos(int64(i)))
		} else {
			do(m.stateFigures(&b.File.Figures[i]), b.File.Pos(int64(i)))
		}
	}
	d := record.NewDecoder(b.File.Name, m.problems)
	read.Each(b.File.Name, b.Chunk, m.problems, func(recordType record.Types, n *encoding.Node, offset int64) {
		if recordType == record.ClaimType {
			do(m.stateClaims(read.Claim.Decode(d, n)), b.File.Pos(offset))
		} else {
			do(m.stateFigures(read.Figure.Decode(d, n)), b.File.Pos(offset))
		}
	})
}

// eachEntity decodes the entities of a batch. A record is valid until do returns.
func (m *maker) eachEntity(read *record.Lines, b inventory.Batch, do func(*record.Entity)) {
	for i := b.From; i < b.To; i++ {
		do(&b.File.Entities[i])
	}
	d := record.NewDecoder(b.File.Name, m.problems)
	read.Each(b.File.Name, b.Chunk, m.problems, func(_ record.Types, n *encoding.Node, _ int64) {
		do(read.Entity.Decode(d, n))
	})
}
