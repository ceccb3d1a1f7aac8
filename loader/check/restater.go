package check

import (
	"policygraph/graph"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
)

// restater reads records again and makes their statements, without reporting anything.
// It keeps the statements of records with lists: each of them may be asked for, and
// making all of them each time would take quadratic time.
type restater struct {
	index    *Index
	files    *inventory.Inventory
	reader   *inventory.Reader
	interner *interner

	lists map[listKey]stated
	kept  int // statements in lists
}

type listKey struct {
	at    inventory.Pos
	claim bool
}

// maxKept is how many statements a restater keeps; the lists of one record stand for at
// most [maxExpansion].
const maxKept = 6 * maxExpansion

// restate makes the statements of the record at a position. Its line is right only if
// numbered is set.
func (r *restater) restate(key idKey, at inventory.Pos, numbered bool) stated {
	list := listKey{at, key.isClaim()}
	if s, ok := r.lists[list]; ok && !numbered {
		return s
	}
	m := maker{Index: r.index, files: r.files, problems: &problem.List{}, interner: r.interner, scratch: &scratch{}}
	var s stated
	if key.isClaim() {
		s = m.stateClaims(r.reader.Claim(at, numbered))
	} else {
		s = m.stateFigures(r.reader.Figure(at, numbered))
	}
	if s.expanded > 1 && !numbered {
		r.keep(list, &s)
	}
	return s
}

func (r *restater) keep(list listKey, s *stated) {
	s.byKey = make(map[idKey]graph.Statement, len(s.made))
	for _, made := range s.made {
		key, _ := keyOf(made.RecordID()) // a derived id has one
		if s.byKey[key] == nil {
			s.byKey[key] = made
		}
	}
	if r.kept += len(s.made); r.kept > maxKept {
		clear(r.lists)
		r.kept = len(s.made)
	}
	if r.lists == nil {
		r.lists = map[listKey]stated{}
	}
	r.lists[list] = *s
}
