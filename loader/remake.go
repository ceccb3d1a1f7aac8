package loader

import (
	"cmp"

	"policygraph/graph"
	"policygraph/loader/names"
)

// remade is the records of a batch.
type remade struct {
	records []graph.Record
	err     error // why there are no more
}

// remaker makes the records of one type again, on one core.
type remaker struct {
	maker
	reader     *reader
	lines      lines
	recordType sorts
}

// newRemaker makes records of one type again, reading files of the inventory that
// was checked.
func (x *index) newRemaker(in *inventory, files *parts, recordType sorts) *remaker {
	return &remaker{
		// Problems stay empty: what is read is what was checked.
		maker:  maker{index: x, files: in, problems: &collector{}, interner: &interner{known: map[string]string{}}, scratch: &scratch{}},
		reader: newReader(in, files), lines: lines{wanted: recordType}, recordType: recordType,
	}
}

func (r *remaker) remake(b batch) *remade {
	out := &remade{err: b.err}
	if b.err != nil {
		return out
	}
	if r.recordType == entitySort {
		r.eachEntity(&r.lines, b, func(e *entityRecord) { out.records = append(out.records, r.entity(e)) })
	} else {
		r.eachStatement(&r.lines, b, func(st stated, at place) {
			for _, made := range st.made {
				if final := r.statement(made, at); final != nil {
					out.records = append(out.records, final)
				}
			}
		})
	}
	if out.err = r.reader.err; out.err == nil && r.problems.total > 0 {
		out.err = changed(b.file.name)
	}
	return out
}

// entity is an entity with everything that is derived.
func (r *remaker) entity(record *entityRecord) *graph.Entity {
	e := entityOf(record)
	n, _ := r.entities.find(e.ID) // it was taken in
	e.ID = r.entities.ids[n]
	e.Degree = int(r.entities.degrees[n].Load())
	e.Names = namesOf(keep(r.interner, e.Name), keep(r.interner, e.NameEN))
	e.AliasSounds = names.Sounds(e.Aliases)
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

// statement is a statement merged with the others of its id and with everything
// that is derived; nil where that comes with another record.
func (r *remaker) statement(made graph.Statement, at place) graph.Record {
	key, _ := keyOf(made.RecordID()) // a derived id has one
	if same := ofKey(r.joined, key); len(same) > 0 {
		if same[0].at() != at {
			return nil
		}
		all := []graph.Statement{made}
		for _, e := range same[1:] {
			s := r.restate(r.reader, key, e.at(), false)
			if more := s.of(key); more != nil {
				all = append(all, more)
			} else {
				r.reader.err = cmp.Or(r.reader.err, changed(r.files.fileOf(e.at()).name))
			}
		}
		made = joinAll(all)
	}
	switch made := made.(type) {
	case *graph.Claim:
		made.ReplacedBy = r.replacedBy(key)
		graph.FinishClaim(made)
	case *graph.Figure:
		made.ReplacedBy = r.replacedBy(key)
		graph.FinishFigure(made, func(id graph.ID) *graph.Document { return r.documents[id].Document })
	}
	return made
}
