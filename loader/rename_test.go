package loader

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"policygraph/graph"
)

var seed = flag.Uint64("seed", 0, "seed of random tests; 0 for another one each time")

// seeded is a source of random numbers whose seed a failing test prints.
func seeded(t testing.TB) *rand.Rand {
	t.Helper()
	n := *seed
	if n == 0 {
		n = uint64(time.Now().UnixNano())
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("to repeat this: -seed %d", n)
		}
	})
	return rand.New(rand.NewPCG(n, 0))
}

// shuffled is the dataset with the names of the files that may have any name
// exchanged at random.
func shuffled(dataset fstest.MapFS, random *rand.Rand) fstest.MapFS {
	byKind := map[string][]string{}
	for name := range dataset {
		if kind := path.Ext(name); kind == ".jsonl" || path.Dir(name) == "documents" {
			byKind[kind] = append(byKind[kind], name)
		}
	}
	out := maps.Clone(dataset)
	for _, names := range byKind {
		slices.Sort(names)
		for i, to := range random.Perm(len(names)) {
			out[names[to]] = dataset[names[i]]
		}
	}
	return out
}

// outcome is all that a dataset is loaded as: its records, or how many problems
// it has.
func outcome(t *testing.T, fsys fs.FS) (graph.Dataset, map[graph.ID]graph.Record, int) {
	t.Helper()
	source, err := Open(t.Context(), fsys, nil)
	if problems, ok := errors.AsType[Problems](err); ok {
		return graph.Dataset{}, nil, problems.Total
	} else if err != nil {
		t.Fatal(err)
	}
	records := map[graph.ID]graph.Record{}
	for r, err := range source.Records(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		records[r.RecordID()] = r
	}
	return source.Dataset(), records, 0
}

func checkRenaming(t *testing.T, dataset fstest.MapFS, random *rand.Rand) (problems int) {
	t.Helper()
	want, records, problems := outcome(t, dataset)
	for range 3 {
		other := shuffled(dataset, random)
		got, others, n := outcome(t, other)
		if n != problems {
			t.Errorf("%d problems, and %d with the files renamed", problems, n)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("version %s, and %s with the files renamed", want.Version, got.Version)
		}
		for id, r := range records {
			if !reflect.DeepEqual(others[id], r) {
				t.Errorf("with the files renamed:\n%+v\nbefore:\n%+v", others[id], r)
				break
			}
		}
		if t.Failed() {
			for name, f := range other {
				if path.Dir(name) == "documents" {
					t.Logf("-- %s --\n%s", name, f.Data)
				}
			}
			break
		}
	}
	return problems
}

func TestRenamingFilesDoesNotChangeTheVersion(t *testing.T) {
	random := seeded(t)
	yaml, _ := valid(t)
	checkRenaming(t, yaml, random)
	checkRenaming(t, bulk(200, random.Uint64(), 3), random)
}

// Documents that state the same claims and figures, each with its own values of
// what is no part of a statement's identity, are joined, or refused, in the same
// way whatever their files are called.
func TestRenamingFilesDoesNotChangeHowStatementsAreJoined(t *testing.T) {
	random := seeded(t)
	accepted, refused := 0, 0
	for range 300 {
		dataset, _ := valid(t)
		delete(dataset, "documents/report.yaml")
		dataset["documents/register.yaml"] = file(registerStart +
			"  - {subject: region:south, type: LOCATED_IN, object: region:east, at: '*', retracted: 2026-01-16}\n" +
			"  - {subject: region:south, type: LOCATED_IN, object: region:east, at: '*', retracted: 2026-01-16, again: 1}\n" +
			"figures:\n" +
			"  - {subject: region:east, indicator: indicator:projects, value: 5, stated: 5个, status: ACTUAL, at: '*', retracted: 2026-01-16}\n" +
			"  - {subject: region:east, indicator: indicator:projects, value: 6, stated: 6个, status: ACTUAL, at: '*'}\n")
		_, records, _ := outcome(t, dataset)
		var claims, figures []string
		for _, id := range slices.Sorted(maps.Keys(records)) {
			if id.IsClaim() {
				claims = append(claims, string(id))
			} else if id.IsFigure() {
				figures = append(figures, string(id))
			}
		}
		for i := range 3 {
			some := func(key string, values ...string) string {
				if random.IntN(4) > 0 {
					return ""
				}
				return fmt.Sprintf(", %s: %s", key, values[random.IntN(len(values))])
			}
			evidence := func() string {
				return fmt.Sprintf("evidence: [{document: document:register, at: '*'%s%s%s}], recorded: 2026-01-1%d%s",
					some("note", "one", "two"), some("confidence", "0.5", "0.7"), some("method", "RULE"), 5+random.IntN(3), some("retracted", "2026-01-20", "2026-01-21"))
			}
			var b strings.Builder
			fmt.Fprintf(&b, "document: {id: document:d%d, title: D, recorded: 2026-01-15}\nclaims:\n", i)
			fmt.Fprintf(&b, "  - {subject: enterprise:alpha, type: FUNDED_BY, object: region:east, %s%s%s%s%s}\n", evidence(),
				some("amount", "1000", "1e3", "2000"), some("rank", "1", "1", "2"), some("expected", "2026", "2026-05"), some("replaces", claims...))
			fmt.Fprintf(&b, "figures:\n")
			fmt.Fprintf(&b, "  - {subject: region:south, indicator: indicator:projects, value: 5, status: ACTUAL, stated: %s, %s%s%s}\n",
				[]string{"5个", "5 个", "5个项目", "五个"}[random.IntN(4)], evidence(), some("part_of", figures...), some("replaces", figures[0]))
			dataset[fmt.Sprintf("documents/d%d.yaml", i)] = file(b.String())
		}
		if checkRenaming(t, dataset, random) > 0 {
			refused++
		} else {
			accepted++
		}
		if t.Failed() {
			return
		}
	}
	if accepted < 30 || refused < 30 {
		t.Errorf("%d datasets were accepted and %d refused: the test covers too little", accepted, refused)
	}
}
