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

// A server populates an index from existing data faster than it updates it with each
// write. So the first load into a database creates the indexes once the records are
// written; writing records needs no index. Later loads update the existing indexes.
//
// The indexes of entities are created as soon as all entities are written, those of claims
// as soon as all claims are. The server populates them during the rest of the load.

// prepare creates the indexes of the pointer and of release nodes.
func (b *Backend) prepare(ctx context.Context) error {
	return b.create(ctx, func(x index) bool { return x.of == labelPointer || x.of == labelRelease }, func(graph.Step) {})
}

// beginEntities creates the indexes of entities and does not wait for the server to
// populate them.
func (b *Backend) beginEntities(ctx context.Context) error {
	return b.createTogether(ctx, slices.DeleteFunc(indexes(), func(x index) bool { return x.of != labelEntity || x.unique }))
}

// indexClaims creates the indexes of claims, and returns when they can be used.
func (b *Backend) indexClaims(ctx context.Context) error {
	return b.create(ctx, func(x index) bool { return x.relation }, func(graph.Step) {})
}

// index creates all missing indexes and constraints, and returns when they can be used.
func (b *Backend) index(ctx context.Context, progress graph.Progress) error {
	return b.create(ctx, func(index) bool { return true }, progress)
}

// create creates the wanted indexes that are missing, and returns when they can be used.
// Indexes of a label or type are created together: the server reads its nodes or
// relations once for all of them.
func (b *Backend) create(ctx context.Context, wanted func(index) bool, progress graph.Progress) error {
	states, err := b.states(ctx)
	if err != nil {
		return err
	}
	overByName := map[string]string{}
	for over, at := range states {
		overByName[at.name] = over
	}
	var missing []index
	for _, x := range indexes() {
		at, there := states[x.over()]
		ours := at.name == x.name
		taken := overByName[x.name] != "" && overByName[x.name] != x.over()
		switch {
		case there && !ours && !at.canServe(x) || taken: // also checked for indexes not wanted yet, so that nothing is written first
			err = graph.Errorf(graph.CodeInvalid, "Neo4j at %s: index %s prevents creating index %s, which policygraph needs on %s(%s); drop it and load again",
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
	var populating [][]index // the oldest first
	drain := func(most int) error {
		for len(populating) > most {
			if err := b.await(ctx, populating[0]); err != nil {
				return err
			}
			step.Done += int64(len(populating[0]))
			populating = populating[1:]
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
		populating = append(populating, group)
	}
	return drain(0)
}

// maxPopulating is the number of labels or types whose indexes are populated at
// once. One at a time leaves a processor idle while the server begins and ends it.
const maxPopulating = 4

// The states of an index that matter. Others mean that it is being populated.
const (
	online = "ONLINE"
	failed = "FAILED"
)

// indexState is the state of an index of the database.
type indexState struct {
	name, state string
	constraint  bool // it belongs to a constraint
}

// canServe reports whether an existing index can be used as x once it is populated:
// the database accepts no second index over the same properties.
func (s indexState) canServe(x index) bool {
	return s.state != failed && (!x.unique || s.constraint) && (!x.fulltext || s.name == x.name)
}

func (s indexState) serves(x index) bool { return s.state == online && s.canServe(x) }

// states returns all indexes of the database, including foreign ones, by [index.over].
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

// dropIndex drops an index or constraint, unless another load is just creating it: the
// server waits until it has, and then refuses to drop the index of a constraint.
func (b *Backend) dropIndex(ctx context.Context, x index) error {
	err := b.write(ctx, func(tx driver.ManagedTransaction) error { return run(ctx, tx, x.drop(), nil, nil) })
	var server *driver.Neo4jError
	if errors.As(err, &server) && (strings.HasPrefix(server.Code, "Neo.ClientError.Schema.") || server.Code == "Neo.DatabaseError.Schema.IndexDropFailed") {
		return nil
	}
	return err
}

// createTogether creates the indexes of a label or type in one transaction, after which the
// server populates them. Each constraint needs a transaction of its own, in which the
// server also populates its index.
func (b *Backend) createTogether(ctx context.Context, all []index) error {
	var together []index
	for _, x := range all {
		if !x.unique {
			together = append(together, x)
			continue
		}
		err := b.write(ctx, func(tx driver.ManagedTransaction) error { return run(ctx, tx, x.create(), nil, nil) })
		if err != nil && !alreadyExists(err) {
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
		if err == nil || !alreadyExists(err) || tries == 10 { // another load created one of them: IF NOT EXISTS skips it next time
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
				return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s could not populate index %s, most likely because its disk or memory is full; see its log, free space, and load again", b.config.URI, x.name)
			case !there:
				// Another load may have dropped it and be about to create it again.
				if misses++; misses > 100 {
					return graph.Errorf(graph.CodeInvalid, "Neo4j at %s did not create index %s because its name is in use; drop the index or constraint of that name and load again", b.config.URI, x.name)
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

// alreadyExists reports whether another load created the index in the meantime.
func alreadyExists(err error) bool {
	var server *driver.Neo4jError
	return errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Schema.") && strings.HasSuffix(server.Code, "AlreadyExists")
}
