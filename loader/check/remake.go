package check

import (
	"cmp"

	"policygraph/graph"
	"policygraph/loader/encoding"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// Remade is the records of a batch.
type Remade struct {
	Records []graph.Record
	Err     error // set if there are no more
}

// remaker makes the records of one type again. Every worker has its own.
type remaker struct {
	maker
	again      restater
	lines      record.Lines
	recordType record.Types
}

// NewRemaker returns a worker that makes the records of one type from batches of the
// files that were checked.
func (x *Index) NewRemaker(in *inventory.Inventory, files *encoding.Files, recordType record.Types) func(inventory.Batch) *Remade {
	own := &interner{known: map[string]string{}}
	r := &remaker{
		// Problems stay empty: what is read is what was checked.
		maker: maker{Index: x, files: in, problems: &problem.List{}, interner: own, scratch: &scratch{}},
		again: restater{index: x, files: in, reader: inventory.NewReader(in, files), interner: own},
		lines: record.Lines{Wanted: recordType}, recordType: recordType,
	}
	return r.remake
}

func (r *remaker) remake(b inventory.Batch) *Remade {
	out := &Remade{Err: b.Err}
	if b.Err != nil {
		return out
	}
	if r.recordType == record.EntityType {
		r.eachEntity(&r.lines, b, func(e *record.Entity) { out.Records = append(out.Records, r.entity(e)) })
	} else {
		r.eachStatement(&r.lines, b, func(st stated, at inventory.Pos) {
			for _, made := range st.made {
				if final := r.statement(made, at); final != nil {
					out.Records = append(out.Records, final)
				}
			}
		})
	}
	if out.Err = r.again.reader.Err; out.Err == nil && r.problems.Total > 0 {
		out.Err = encoding.Changed(b.File.Name)
	}
	return out
}

// entity makes an entity with everything that is derived.
func (r *remaker) entity(record *record.Entity) *graph.Entity {
	e := entityOf(record)
	n, _ := r.entities.find(e.ID) // it is in the index
	e.ID = r.entities.ids[n]
	e.Degree, e.Ties = int(r.entities.degrees[n].Load()), int(r.entities.ties[n].Load())
	e.Names = namesOf(keep(r.interner, e.Name), keep(r.interner, e.NameEN))
	r.localAliases(e)
	e.Description, e.IssuedOn, e.HeldOn = keep(r.interner, e.Description), keep(r.interner, e.IssuedOn), keep(r.interner, e.HeldOn)
	for i := range e.Aliases {
		e.Aliases[i] = keep(r.interner, e.Aliases[i])
	}
	for i := range e.Codes {
		e.Codes[i].Value = keep(r.interner, e.Codes[i].Value)
	}
	for i := range e.FormerIDs {
		e.FormerIDs[i] = keep(r.interner, e.FormerIDs[i])
	}
	return e
}

// statement completes a statement: merged with others of its id, and with everything
// that is derived. It returns nil for a statement that another record comes first for.
func (r *remaker) statement(made graph.Statement, at inventory.Pos) graph.Record {
	key, _ := keyOf(made.RecordID()) // a derived id has one
	if same := ofKey(r.joined, key); len(same) > 0 {
		if same[0].at() != at {
			return nil
		}
		all := []graph.Statement{made}
		for _, e := range same[1:] {
			s := r.again.restate(key, e.at(), false)
			if more := s.of(key); more != nil {
				all = append(all, more)
			} else {
				r.again.reader.Err = cmp.Or(r.again.reader.Err, encoding.Changed(r.files.FileOf(e.at()).Name))
			}
		}
		made = joinAll(all)
	}
	switch made := made.(type) {
	case *graph.Claim:
		made.ReplacedBy = r.replacedBy(key)
		graph.FinishClaim(made, func(id graph.ID) *graph.Document { return r.documents[id].Document })
	case *graph.Figure:
		made.ReplacedBy = r.replacedBy(key)
		graph.FinishFigure(made, func(id graph.ID) *graph.Document { return r.documents[id].Document })
	}
	return made
}
