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

// Loads are killed here, or their server is, at random moments, while somebody
// reads: a few times on a small dataset, and in a soak often, on a larger one.

// crashSize is the dataset that is loaded.
func crashSize(t *testing.T) size {
	t.Helper()
	n := testenv.Size(t, 1000, 1000, 10_000)
	return size{n, 5 * n}
}

// crashConfig has every phase take several batches, and nobody wait for long.
func crashConfig(t *testing.T, c neo4j.Config, s size) neo4j.Config {
	t.Helper()
	c.Batch = s.Claims / 25
	c.Lease = 2 * time.Second
	c.Retain = 10 * time.Second
	return c
}

func TestAKilledLoaderIsNeverSeen(t *testing.T) {
	testenv.Full(t)
	kills, s := testenv.Size(t, 0, 5, 60), crashSize(t)
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

func TestAKilledServerIsComeBackTo(t *testing.T) {
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
			allAreToldTogether(t, asking)
			time.Sleep(w.random(2 * time.Second)) // readers meet a server that is away
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

// allAreToldTogether has many ask a server that is away: they are told so by one who
// looks, and not one after the other.
func allAreToldTogether(t *testing.T, b *neo4j.Backend) {
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
			t.Errorf("who asks a server that is away is told %q", code)
		}
	}
	if n := b.Stats().Statements - before; n > 20 {
		t.Errorf("fifty who ask a server that is away have %d statements run", n)
	}
}

// crashWorld is a database with two editions that take turns in it, and with
// data of others.
type crashWorld struct {
	t        *testing.T
	dice     *rand.Rand
	config   neo4j.Config
	editions *editions
	driver   driver.DriverWithContext
	others   string

	took map[string]time.Duration // how long phases take, as far as is known
	hits map[string]int           // kills in each phase

	outages atomic.Int64 // how often the server has gone or come back: odd while it is away

	mu      sync.Mutex
	version graph.Version // the one that was loaded last
	since   time.Time
	loads   int           // how many have begun or ended: odd while one is under way
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

// random is a duration below a limit.
func (w *crashWorld) random(limit time.Duration) time.Duration {
	return time.Duration(w.dice.Int64N(int64(limit)))
}

func (w *crashWorld) order(edition int) order { return order{w.config, w.editions.size, edition} }

// load loads an edition, which must succeed, and learns how long phases take.
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

// killOne begins to load the edition that is not served and kills what is to be
// killed, in a phase that was hit least so far, at a random moment of it. It
// tells both.
func (w *crashWorld) killOne(kill func(*loaderProcess)) (edition int, hit string) {
	w.t.Helper()
	w.awaitReader()
	if w.version == w.editions.version[0] {
		edition = 1
	}
	var aims []string
	for name := range w.took {
		switch {
		case strings.HasPrefix(name, "waiting"): // it has written nothing
		case len(aims) == 0 || w.hits[name] < w.hits[aims[0]]:
			aims = []string{name}
		case w.hits[name] == w.hits[aims[0]]:
			aims = append(aims, name)
		}
	}
	slices.Sort(aims) // they come from a map
	aim := aims[w.dice.IntN(len(aims))]
	w.begin()
	p, phases := startLoader(w.t, w.order(edition))
	reached := false
	for name := range phases {
		if reached = name == aim; reached {
			break
		}
	}
	time.Sleep(w.random(w.took[aim] + time.Millisecond)) // the moment of the kill
	hit = p.last()
	select {
	case <-p.ended: // it was quicker than before
		p.succeeds(w.t)
		w.end(edition)
		if w.took[aim] /= 2; !reached { // as the indexes are created by the first load alone
			delete(w.took, aim)
		}
		return w.killOne(kill)
	default:
	}
	w.hits[hit]++
	kill(p)
	<-p.ended
	if text := p.stderr.String(); strings.Count(text, "\n") > 1 {
		w.t.Errorf("a load in the phase %q ends with more than a line: %s", hit, text)
	} else if text != "" {
		w.t.Logf("the loader said: %s", text)
	}
	return edition, hit
}

// awaitReader waits until what was loaded last is read: however slow the machine,
// both editions are, and nobody reads a release that the next load removes.
func (w *crashWorld) awaitReader() {
	w.t.Helper()
	for {
		w.mu.Lock()
		seen := w.read == w.version
		w.mu.Unlock()
		if seen {
			return
		}
		if w.t.Failed() { // the reader may never come to it
			w.t.FailNow()
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// settled tells what must be read, where that was loaded a while ago and no load
// has begun since, and how many loads have begun or ended.
func (w *crashWorld) settled() (version graph.Version, is bool, loads int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.version, w.loads%2 == 0 && time.Since(w.since) > 1500*time.Millisecond, w.loads
}

// keepReading asks all questions again and again until it is stopped. Each time
// all answers must be those of one edition, and of the last one where no load was
// under way meanwhile. Where the server was away meanwhile, a clear error will do.
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
			case <-time.After(50 * time.Millisecond): // leaves the machine to the loader
			}
			want, settled, loads := w.settled()
			outages := w.outages.Load()
			version, answers, err := w.editions.askVersion(w.t.Context(), store)
			_, _, loadsNow := w.settled()
			away := outages%2 == 1 || w.outages.Load() != outages
			switch {
			case away && graph.CodeOf(err) == graph.CodeUnavailable:
				refused[err.Error()]++
			case err != nil:
				w.t.Errorf("a reader gets an error: code %q: %v", graph.CodeOf(err), err)
			case settled && loadsNow == loads && version != want:
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
			w.t.Errorf("in the end version %s is served, %s was loaded: %v", version, w.version, err)
		}
		answered[version]++
		for _, version := range w.editions.version {
			if answered[version] == 0 {
				w.t.Errorf("nobody has read version %s", version)
			}
		}
		w.t.Logf("%d questions each: %v; refused while the server was down: %v", len(w.editions.questions), answered, refused)
	}
}

// nothingIsLeft compares the database with one into which an edition was loaded
// and nothing else.
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
		w.t.Errorf("left:\n%v\nwant what one load leaves:\n%v", left, want)
	} else {
		w.t.Logf("in the database: %v", left)
	}
	if leases := cypher(w.t, w.driver, "MATCH (p:PolicyGraph {namespace: $namespace}) WHERE p.lease IS NOT NULL OR p.leaseUntil IS NOT NULL RETURN 1", map[string]any{"namespace": last.Namespace}); len(leases) > 0 {
		w.t.Error("a lease is left")
	}
	if now := w.ofOthers(); now != w.others {
		w.t.Errorf("the data of others is now\n%s\nand was\n%s", now, w.others)
	}
}
