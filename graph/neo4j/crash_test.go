package neo4j_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
	"policygraph/graph/neo4j"
	"policygraph/internal/testenv"
	"policygraph/tools/neo4j/neo4jtest"
)

// These tests kill a loader or the server at random moments while readers read: a few times
// with a small dataset, or many times with a larger one if the tests are to soak.

// crashSize is the size of the dataset that is loaded.
func crashSize(t *testing.T) size {
	t.Helper()
	n := testenv.Size(t, 1000, 1000, 10_000)
	return size{n, 5 * n}
}

// crashConfig makes each phase write several batches, and all waits short.
func crashConfig(t *testing.T, c neo4j.Config, s size) neo4j.Config {
	t.Helper()
	c.Batch = s.Claims / 25
	c.Lease = 2 * time.Second
	c.Retain = 10 * time.Second
	return c
}

func TestReadersNeverSeeTheReleaseOfAKilledLoader(t *testing.T) {
	testenv.Full(t)
	kills, s := testenv.Size(t, 0, 3, 60), crashSize(t)
	c := crashConfig(t, config(t), s)
	w := newCrashWorld(t, c, s)
	w.load(0)
	w.load(1)
	stop := w.keepReading()
	for i := range kills {
		target, hit := w.killOne((*loaderProcess).kill)
		t.Logf("kill %d: in the phase %q", i+1, hit)
		w.load(target)
	}
	stop()
	t.Logf("phases hit: %v", w.hits)
	w.nothingIsLeft()
}

func TestReadersAndLoadsRecoverFromAKilledServer(t *testing.T) {
	testenv.Full(t)
	kills, s := testenv.Size(t, 0, 1, 15), crashSize(t)
	server := neo4jtest.FreshWith(t, smallServer)
	c := crashConfig(t, config(t), s)
	c.URI, c.Username, c.Password, c.Database = server.URI, server.Username, server.Password, server.Database
	w := newCrashWorld(t, c, s)
	w.load(0)
	w.load(1)
	stop := w.keepReading()
	asking := open(t, c)
	for i := range kills {
		target, hit := w.killOne(func(*loaderProcess) {
			w.outages.Add(1)
			defer w.outages.Add(1)
			server.Kill()
			failTogether(t, asking)
			time.Sleep(w.random(2 * time.Second)) // readers meet a server that is down
			if err := server.Restart(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
		t.Logf("kill %d: in the phase %q", i+1, hit)
		w.load(target)
	}
	stop()
	t.Logf("phases hit: %v", w.hits)
	w.nothingIsLeft()
}

// failTogether opens many snapshots of a server that is down: they share one attempt to
// read the pointer instead of making one after the other.
func failTogether(t *testing.T, b *neo4j.Backend) {
	t.Helper()
	before := b.Stats().Statements
	codes := make(chan graph.Code)
	for range 50 {
		go func() {
			_, err := b.Open(t.Context())
			codes <- graph.CodeOf(err)
		}()
	}
	for range 50 {
		if code := <-codes; code != graph.CodeUnavailable {
			t.Errorf("opening a snapshot of a server that is down: code %q", code)
		}
	}
	if n := b.Stats().Statements - before; n > 20 {
		t.Errorf("opening fifty snapshots of a server that is down runs %d statements", n)
	}
}

// crashWorld is a database with foreign data, into which two editions are loaded in turn.
type crashWorld struct {
	t        *testing.T
	dice     *rand.Rand
	config   neo4j.Config
	editions *editions
	driver   driver.DriverWithContext
	others   string

	took map[string]time.Duration // durations of the phases so far
	hits map[string]int           // number of kills in each phase

	outages atomic.Int64 // number of stops and starts of the server: odd while it is down

	mu      sync.Mutex
	version graph.Version // the one that was loaded last
	since   time.Time
	loads   int           // number of begins and ends of loads: odd during one
	read    graph.Version // the one that was read last
}

func newCrashWorld(t *testing.T, c neo4j.Config, s size) *crashWorld {
	w := &crashWorld{t: t, dice: rand.New(rand.NewPCG(testenv.Seed(t), 0)), config: c, editions: newEditions(t, s), driver: connect(t, c), took: map[string]time.Duration{}, hits: map[string]int{}}
	other := map[string]any{"mark": c.Namespace}
	cypher(t, w.driver, `CREATE (a:Entity:Policy {id: 'policy:p', mark: $mark})-[:ISSUED {id: 'x', mark: $mark}]->(:Entity {id: 'policy:p', mark: $mark}),
(:Release {release: 'mine', mark: $mark}), (:Document {release: 7, mark: $mark}), (:Figure {mark: $mark})-[:SERVES]->(:PolicyGraph {mark: $mark})`, other)
	t.Cleanup(func() {
		_, _ = driver.ExecuteQuery(context.WithoutCancel(t.Context()), w.driver, "MATCH (n {mark: $mark}) DETACH DELETE n", other, driver.EagerResultTransformer)
	})
	w.others = w.ofOthers()
	return w
}

func (w *crashWorld) ofOthers() string {
	return fmt.Sprint(cypher(w.t, w.driver, "MATCH (n {mark: $mark}) OPTIONAL MATCH (n)-[r]-() RETURN [labels(n), n{.*}, type(r), r{.*}] ORDER BY elementId(n)", map[string]any{"mark": w.config.Namespace}))
}

// random returns a duration below a limit.
func (w *crashWorld) random(limit time.Duration) time.Duration {
	return time.Duration(w.dice.Int64N(int64(limit)))
}

func (w *crashWorld) order(edition int) order { return order{w.config, w.editions.size, edition} }

// load loads an edition, which must succeed, and measures its phases.
func (w *crashWorld) load(edition int) {
	w.t.Helper()
	w.begin()
	p, _ := startLoader(w.t, w.order(edition))
	p.succeeds(w.t)
	w.end(edition)
	maps.Copy(w.took, p.durations())
	delete(w.took, "preparing the database")
}

func (w *crashWorld) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.loads |= 1
}

func (w *crashWorld) end(edition int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.loads++
	w.version, w.since = w.editions.version[edition], time.Now()
}

// killOne begins to load the edition that is not served and calls kill at a random moment
// of one of the phases that were hit least so far. It returns the edition and the phase
// that was hit.
func (w *crashWorld) killOne(kill func(*loaderProcess)) (edition int, hit string) {
	w.t.Helper()
	w.awaitReader()
	if w.version == w.editions.version[0] {
		edition = 1
	}
	var aims []string
	for name := range w.took {
		switch {
		case strings.HasPrefix(name, "waiting"): // nothing has been written yet
		case len(aims) == 0 || w.hits[name] < w.hits[aims[0]]:
			aims = []string{name}
		case w.hits[name] == w.hits[aims[0]]:
			aims = append(aims, name)
		}
	}
	slices.Sort(aims) // so that the seed determines the choice
	aim := aims[w.dice.IntN(len(aims))]
	w.begin()
	p, phases := startLoader(w.t, w.order(edition))
	reached := false
	for name := range phases {
		if reached = name == aim; reached {
			break
		}
	}
	time.Sleep(w.random(w.took[aim] + time.Millisecond)) // a random moment of the phase
	hit = p.last()
	select {
	case <-p.ended: // the load was faster than before
		p.succeeds(w.t)
		w.end(edition)
		if w.took[aim] /= 2; !reached { // for example, only the first load creates indexes
			delete(w.took, aim)
		}
		return w.killOne(kill)
	default:
	}
	w.hits[hit]++
	kill(p)
	<-p.ended
	if text := p.stderr.String(); strings.Count(text, "\n") > 1 {
		w.t.Errorf("a load killed in the phase %q prints more than one line: %s", hit, text)
	} else if text != "" {
		w.t.Logf("loader: %s", text)
	}
	return edition, hit
}

// awaitReader waits until the edition that was loaded last has been read. So both editions
// are read on slow machines, too, and no release is removed while it is read.
func (w *crashWorld) awaitReader() {
	w.t.Helper()
	for {
		w.mu.Lock()
		seen := w.read == w.version
		w.mu.Unlock()
		if seen {
			return
		}
		if w.t.Failed() { // the reader may have stopped
			w.t.FailNow()
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// expected returns the version loaded last, whether readers must see it, as they need not
// during and shortly after a load, and the number of begins and ends of loads.
func (w *crashWorld) expected() (version graph.Version, is bool, loads int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.version, w.loads%2 == 0 && time.Since(w.since) > 1500*time.Millisecond, w.loads
}

// keepReading asks all questions repeatedly until it is stopped. Each time all answers must
// be of one edition, which must be the one loaded last if there was no load meanwhile. If
// the server was down meanwhile, a read may fail with a clear error.
func (w *crashWorld) keepReading() (stop func()) {
	b := open(w.t, w.config)
	store := graph.NewStore(b)
	stopped, ended := make(chan struct{}), make(chan struct{})
	answered, refused := map[graph.Version]int{}, map[string]int{}
	go func() {
		defer close(ended)
		for {
			select {
			case <-stopped:
				return
			case <-time.After(50 * time.Millisecond): // leaves CPU time to the loader
			}
			want, expected, loads := w.expected()
			outages := w.outages.Load()
			version, answers, err := w.editions.askVersion(w.t.Context(), store)
			_, _, loadsNow := w.expected()
			away := outages%2 == 1 || w.outages.Load() != outages
			switch {
			case away && graph.CodeOf(err) == graph.CodeUnavailable:
				refused[err.Error()]++
			case err != nil:
				w.t.Errorf("read failed: code %q: %v", graph.CodeOf(err), err)
			case expected && loadsNow == loads && version != want:
				w.t.Errorf("version %s is served, %s was loaded", version, want)
			default:
				answered[version]++
				w.mu.Lock()
				w.read = version
				w.mu.Unlock()
				if wrong := w.editions.wrong(version, answers); wrong != "" {
					w.t.Error(wrong)
				}
			}
		}
	}()
	return func() {
		w.awaitReader() // of the last edition
		close(stopped)
		<-ended
		version, answers, err := w.editions.askVersion(w.t.Context(), store)
		if err != nil || version != w.version || w.editions.wrong(version, answers) != "" {
			w.t.Errorf("version %s is served in the end, %s was loaded: %v", version, w.version, err)
		}
		answered[version]++
		for _, version := range w.editions.version {
			if answered[version] == 0 {
				w.t.Errorf("version %s was never read", version)
			}
		}
		w.t.Logf("%d questions each: %v; refused while the server was down: %v", len(w.editions.questions), answered, refused)
	}
}

// nothingIsLeft checks that the database holds what a single load of the edition leaves, and
// the foreign data unchanged.
func (w *crashWorld) nothingIsLeft() {
	w.t.Helper()
	last := w.config
	last.Retain, last.Await = time.Millisecond, true
	src, err := edition(w.editions.size, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	b := open(w.t, last)
	mustLoad(w.t, b, dataset("between"))
	mustLoad(w.t, b, src)
	alone := last
	alone.Namespace += "alone"
	mustLoad(w.t, open(w.t, alone), src)
	if left, want := held(w.t, w.driver, last.Namespace), held(w.t, w.driver, alone.Namespace); !maps.Equal(left, want) {
		w.t.Errorf("database holds:\n%v\nwant, as after one load:\n%v", left, want)
	} else {
		w.t.Logf("in the database: %v", left)
	}
	if leases := cypher(w.t, w.driver, "MATCH (p:PolicyGraph {namespace: $namespace}) WHERE p.lease IS NOT NULL OR p.leaseUntil IS NOT NULL RETURN 1", map[string]any{"namespace": last.Namespace}); len(leases) > 0 {
		w.t.Error("a lease is left")
	}
	if now := w.ofOthers(); now != w.others {
		w.t.Errorf("foreign data is\n%s\nwant\n%s", now, w.others)
	}
}
