package neo4j

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// A server fills an index from what is there faster than it keeps it up to date with
// what is written. So a load into a database that has none of them creates the
// indexes after its records, and what it writes of records asks nothing of an index.
// A later load finds them, and keeps them up to date.
//
// The server begins with those of entities as soon as all entities are written, and
// with those of claims as soon as these are, which takes as long as the rest of the
// load.

// prepare creates what the lease and the pointer need.
func (b *Backend) prepare(ctx context.Context) error {
	return b.create(ctx, func(x index) bool { return x.of == labelPointer || x.of == labelRelease }, func(graph.Step) {})
}

// beginEntities creates the indexes of entities, which the server then fills.
func (b *Backend) beginEntities(ctx context.Context) error {
	return b.createTogether(ctx, slices.DeleteFunc(indexes(), func(x index) bool { return x.of != labelEntity || x.unique }))
}

// indexClaims creates the indexes of claims, and returns when they can be used.
func (b *Backend) indexClaims(ctx context.Context) error {
	return b.create(ctx, func(x index) bool { return x.relation }, func(graph.Step) {})
}

// index creates what is missing of all indexes and constraints.
func (b *Backend) index(ctx context.Context, progress graph.Progress) error {
	return b.create(ctx, func(index) bool { return true }, progress)
}

// create creates what is missing of those indexes that are wanted, and returns
// when they can be used. Those of a label or type are created together: the server
// reads its nodes or relations once for all of them.
func (b *Backend) create(ctx context.Context, wanted func(index) bool, progress graph.Progress) error {
	states, err := b.states(ctx)
	if err != nil {
		return err
	}
	named := map[string]string{} // what those of a name are over
	for over, at := range states {
		named[at.name] = over
	}
	var missing []index
	for _, x := range indexes() {
		at, there := states[x.over()]
		ours := at.name == x.name
		taken := named[x.name] != "" && named[x.name] != x.over()
		switch {
		case there && !ours && !at.canServe(x) || taken: // said before anything is written, so of those not wanted yet too
			err = graph.Errorf(graph.CodeInvalid, "database at %s: index %s prevents creating index %s, which policygraph needs on %s(%s); drop it and load again",
				b.config.URI, cmp.Or(at.name, x.name), x.name, x.of, strings.Join(x.properties, ", "))
		case there && ours && x.unique && !at.constraint && (wanted(x) || at.state == failed):
			// The server went down while it created the constraint.
			err = b.dropIndex(ctx, index{name: x.name})
		case there && ours && at.state == failed:
			err = b.dropIndex(ctx, x)
		case there && at.serves(x):
			continue
		}
		if err != nil {
			return err
		}
		if wanted(x) {
			missing = append(missing, x)
		}
	}
	step := graph.Step{Phase: "creating indexes", Total: int64(len(missing))}
	var groups [][]index
	for len(missing) > 0 {
		n := 1
		for n < len(missing) && missing[n].of == missing[0].of {
			n++
		}
		groups, missing = append(groups, missing[:n]), missing[n:]
	}
	var filling [][]index // the oldest first
	drain := func(most int) error {
		for len(filling) > most {
			if err := b.await(ctx, filling[0]); err != nil {
				return err
			}
			step.Done += int64(len(filling[0]))
			filling = filling[1:]
			progress(step)
		}
		return nil
	}
	if len(groups) > 0 {
		progress(step)
	}
	for _, group := range groups {
		if err := drain(maxPopulating - 1); err != nil {
			return err
		}
		if err := b.createTogether(ctx, group); err != nil {
			return err
		}
		filling = append(filling, group)
	}
	return drain(0)
}

// maxPopulating is the number of labels or types whose indexes are populated at
// once. One at a time leaves a processor idle while the server begins and ends it.
const maxPopulating = 4

// The states of an index, besides that it is being filled.
const (
	online = "ONLINE"
	failed = "FAILED"
)

// indexState is the state of an index of the database.
type indexState struct {
	name, state string
	constraint  bool // that it belongs to
}

// canServe reports whether an existing index can be used as x once it is populated:
// the database accepts no second index over the same properties.
func (s indexState) canServe(x index) bool {
	return s.state != failed && (!x.unique || s.constraint) && (!x.fulltext || s.name == x.name)
}

func (s indexState) serves(x index) bool { return s.state == online && s.canServe(x) }

// states are the indexes of the database, also those of others, by [index.over].
func (b *Backend) states(ctx context.Context) (map[string]indexState, error) {
	states := map[string]indexState{}
	err := b.write(ctx, func(tx driver.ManagedTransaction) error {
		clear(states)
		return run(ctx, tx, `SHOW INDEXES YIELD name, state, type, entityType, labelsOrTypes, properties, owningConstraint WHERE type IN ['RANGE', 'FULLTEXT']
RETURN name, state, owningConstraint IS NOT NULL, type = 'FULLTEXT', entityType = 'RELATIONSHIP', labelsOrTypes, properties`, nil, func(row []any) {
			v := values{list: row}
			s := indexState{v.text(), v.text(), v.flag()}
			x := index{fulltext: v.flag(), relation: v.flag(), of: strings.Join(v.strings(), "|"), properties: v.strings()}
			states[x.over()] = s
		})
	})
	return states, err
}

// dropIndex drops an index or constraint. That of another load that is just being
// created cannot be dropped, and need not be.
func (b *Backend) dropIndex(ctx context.Context, x index) error {
	err := b.write(ctx, func(tx driver.ManagedTransaction) error { return run(ctx, tx, x.drop(), nil, nil) })
	var server *driver.Neo4jError
	if errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Schema.") {
		return nil
	}
	return err
}

// createTogether creates indexes of one label or type, which the server then
// fills. A constraint is a transaction of its own, in which it does.
func (b *Backend) createTogether(ctx context.Context, all []index) error {
	var together []index
	for _, x := range all {
		if !x.unique {
			together = append(together, x)
			continue
		}
		err := b.write(ctx, func(tx driver.ManagedTransaction) error { return run(ctx, tx, x.create(), nil, nil) })
		if err != nil && !isThere(err) {
			return err
		}
	}
	if len(together) == 0 {
		return nil
	}
	for tries := 1; ; tries++ {
		err := b.write(ctx, func(tx driver.ManagedTransaction) error {
			for _, x := range together {
				if err := run(ctx, tx, x.create(), nil, nil); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil || !isThere(err) || tries == 10 { // else it is passed over the next time
			return err
		}
	}
}

// await returns when indexes can be used.
func (b *Backend) await(ctx context.Context, all []index) error {
	misses := 0
	for pause := time.Millisecond; ; pause = min(2*pause, time.Second/8) {
		states, err := b.states(ctx)
		if err != nil {
			return err
		}
		left := 0
		for _, x := range all {
			at, there := states[x.over()]
			switch {
			case there && at.serves(x):
				continue
			case there && at.state == failed:
				return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s could not populate index %s: its disk or memory is full, see the Neo4j log; free space and load again", b.config.URI, x.name)
			case !there:
				// Another load may be about to create it anew, but not for long.
				if misses++; misses > 100 {
					return graph.Errorf(graph.CodeInvalid, "Neo4j at %s did not create index %s because the name is in use; drop what has that name and load again", b.config.URI, x.name)
				}
			}
			left++
		}
		if left == 0 {
			return nil
		}
		if err := sleep(ctx, pause); err != nil {
			return b.explain(ctx, err)
		}
	}
}

// isThere: another load has created it in the meantime, so that trying again
// passes over it.
func isThere(err error) bool {
	var server *driver.Neo4jError
	return errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Schema.") && strings.HasSuffix(server.Code, "AlreadyExists")
}
