package neo4j_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"iter"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/bench/synthetic"
	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/neo4j"
	"policygraph/loader"
)

func BenchmarkStore(b *testing.B) {
	graphtest.BenchmarkStore(b, func(tb testing.TB) graph.Backend { return open(tb, config(tb)) }, synthetic.FromEnvironment)
}

// BenchmarkBesideHandWritten reads alternately through the store and by hand-written Cypher
// for the same answer: one statement that returns nested maps. Both use the same driver,
// database and data. It reports the medians of wall time and of CPU time of this process,
// and the ratios of store to hand-written.
//
// It reads a synthetic dataset of 10,000 entities and 50,000 claims, or the one that
// -dataset names, which is not loaded again if it is loaded already:
//
//	go run ./tools/neo4j/cmd -heap 4g -pagecache 6g -keep DIR -- go test ./graph/neo4j -run '^$' -bench Beside -dataset DATASET -timeout 1h
func BenchmarkBesideHandWritten(b *testing.B) {
	c, _, store := loaded(b)
	reader, err := store.Read(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	d := connect(b, c)
	hand := byHand{d, releaseOf(b, d, c)}
	busy, policies := hand.ids(b, "e.degree >= 100 AND e.degree < 900"), hand.ids(b, "e.kind = 'POLICY' AND e.degree >= 10")
	for _, level := range []struct {
		name  string
		store way
		hand  way
	}{
		{"point", func(ctx context.Context, _ int) (any, error) { return point(ctx, reader, busy[:1]) }, func(ctx context.Context, _ int) (any, error) { return hand.point(ctx, busy[:1]) }},
		{"two levels", func(ctx context.Context, _ int) (any, error) { return twoLevels(ctx, reader, busy) }, func(ctx context.Context, _ int) (any, error) { return hand.read(ctx, handTwo, busy) }},
		{"three levels", func(ctx context.Context, _ int) (any, error) { return threeLevels(ctx, reader, policies) }, func(ctx context.Context, _ int) (any, error) { return hand.read(ctx, handThree, policies) }},
	} {
		b.Run(level.name, func(b *testing.B) { beside(b, 1, level.store, level.hand) })
	}
}

// datasetFlag names the directory of the dataset to measure with.
var datasetFlag = flag.String("dataset", "", "measure with the dataset in this `directory`, instead of a synthetic one")

// measured returns the dataset to measure with, and the configuration for it.
func measured(b *testing.B) (neo4j.Config, graph.Source) {
	c := config(b)
	if *datasetFlag == "" {
		src, err := synthetic.FromEnvironment(b.Context(), 1)
		if err != nil {
			b.Fatal(err)
		}
		return c, src
	}
	c.Namespace, c.Lease = "measured", 0
	files, err := loader.Dir(*datasetFlag)
	if err != nil {
		b.Fatal(err)
	}
	src, err := loader.Open(b.Context(), files, nil)
	if err != nil {
		b.Fatal(err)
	}
	return c, src
}

// loaded returns a store that holds the dataset to measure with.
func loaded(b *testing.B) (neo4j.Config, graph.Source, *graph.Store) {
	c, src := measured(b)
	store := graph.NewStore(open(b, c))
	if _, err := store.Load(b.Context(), src, nil); err != nil {
		b.Fatal(err)
	}
	return c, src, store
}

// besideHand returns the dataset in a store, the driver for hand-written Cypher, and the
// ids to read.
func besideHand(b *testing.B) (*graph.Store, byHand, graphtest.Picks) {
	c, src, store := loaded(b)
	picks, err := graphtest.PickFrom(b.Context(), src)
	if err != nil {
		b.Fatal(err)
	}
	d := connect(b, c)
	return store, byHand{d, releaseOf(b, d, c)}, picks
}

// BenchmarkPages reads pages of long lists: 100 of all entities of a kind, of all claims, of
// the relations and the documents of the entity with the most relations, and of the
// entities of the document with the most statements. See [BenchmarkBesideHandWritten] for
// the dataset.
func BenchmarkPages(b *testing.B) {
	c, _, store := loaded(b)
	reader, err := store.Read(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	hundred := 100
	ofHub, err := reader.List(b.Context(), graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}})
	if err != nil {
		b.Fatal(err)
	}
	hub := ofHub[0].Edges[0].Item
	counts, err := reader.RelationCounts(b.Context(), []graph.ID{hub.ID}, graph.AsOf{})
	if err != nil {
		b.Fatal(err)
	}
	most := slices.MaxFunc(counts[0], func(x, y graph.RelationCount) int { return x.Count - y.Count })
	b.Logf("%s has %d relations, %d of them %s %s", hub.ID, hub.Degree, most.Count, most.Type, most.Direction)
	d := connect(b, c)
	document := largest(b, d, c)
	b.Logf("the largest document is %s", document)
	ordinary := byHand{d, releaseOf(b, d, c)}.ids(b, "e.degree >= 10 AND e.degree < 900")
	for _, page := range []struct {
		name string
		read func(ctx context.Context, p graph.Page) (string, error)
	}{
		{"entities of a kind", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.List(ctx, graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise}}, Page: p}))
		}},
		{"all claims", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.Claims(ctx, graph.ClaimQuery{Page: p}))
		}},
		{"all claims of a rare type", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.Claims(ctx, graph.ClaimQuery{Types: []graph.RelationType{graph.Amends}, Page: p}))
		}},
		{"relations of a hub of one type", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.Claims(ctx, graph.ClaimQuery{Of: []graph.ID{hub.ID}, Types: []graph.RelationType{most.Type}, Direction: most.Direction, Page: p}))
		}},
		{"distinct ends of a hub of one type", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.Claims(ctx, graph.ClaimQuery{Of: []graph.ID{hub.ID}, Types: []graph.RelationType{most.Type}, Direction: most.Direction, Distinct: true, Page: p}))
		}},
		{"relations of a hub", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.Claims(ctx, graph.ClaimQuery{Of: []graph.ID{hub.ID}, Page: p}))
		}},
		{"documents of a hub", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.Documents(ctx, graph.DocumentQuery{Of: []graph.ID{hub.ID}, Page: p}))
		}},
		{"documents of ten others", func(ctx context.Context, p graph.Page) (string, error) {
			_, err := reader.Documents(ctx, graph.DocumentQuery{Of: ordinary, Page: graph.Page{First: p.First}})
			return "", err
		}},
		{"entities of a large document", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.List(ctx, graph.ListQuery{Of: []graph.ID{document}, Page: p}))
		}},
		{"figures", func(ctx context.Context, p graph.Page) (string, error) {
			return lastOf(reader.Figures(ctx, graph.FigureQuery{Page: p}))
		}},
		{"relation counts of a hub", func(ctx context.Context, _ graph.Page) (string, error) {
			_, err := reader.RelationCounts(ctx, []graph.ID{hub.ID}, graph.AsOf{})
			return "", err
		}},
	} {
		b.Run(page.name, func(b *testing.B) {
			cursor := ""
			var times []float64
			read := func() {
				begun := time.Now()
				next, err := page.read(b.Context(), graph.Page{First: &hundred, After: cursor})
				if err != nil {
					b.Fatal(err)
				}
				cursor = next
				times = append(times, float64(time.Since(begun))/1e6)
			}
			for range 200 { // until the server has compiled what it runs
				read()
			}
			times = nil
			for b.Loop() {
				read()
			}
			b.ReportMetric(median(times), "median-ms")
		})
	}
}

// lastOf returns the cursor from which the next page continues; "" after the last page.
func lastOf[T any](pages []graph.Connection[T], err error) (string, error) {
	if err != nil || !pages[0].HasNextPage {
		return "", err
	}
	edges := pages[0].Edges
	return edges[len(edges)-1].Cursor(), nil
}

// releaseOf returns the name of the release that is served.
func releaseOf(b *testing.B, d driver.DriverWithContext, c neo4j.Config) string {
	return cypher(b, d, "MATCH (p:PolicyGraph {namespace: $namespace}) RETURN p.release", map[string]any{"namespace": c.Namespace})[0].(string)
}

func largest(b *testing.B, d driver.DriverWithContext, c neo4j.Config) graph.ID {
	found := cypher(b, d, `MATCH (p:PolicyGraph {namespace: $namespace})
MATCH (x:Passage) WHERE x.release = p.release AND x.document IS NOT NULL AND x.paragraph IS NOT NULL AND x.part IS NOT NULL
WITH x.document AS document, sum(size(x.statements)) AS n ORDER BY n DESC LIMIT 1 RETURN document`, map[string]any{"namespace": c.Namespace})
	return graph.ID(found[0].(string))
}

// BenchmarkLoad loads the dataset that -dataset names into a database, which must be empty,
// then a slightly different one beside it. For each phase it reports wall time, CPU time of
// this process, and its largest heap.
func BenchmarkLoad(b *testing.B) {
	if *datasetFlag == "" {
		b.Skip("name a dataset with -dataset")
	}
	c, src := measured(b)
	backend := open(b, c)
	for _, load := range []struct {
		name string
		src  graph.Source
	}{{"first", src}, {"second", altered{src}}} {
		b.Run(load.name, func(b *testing.B) {
			for b.Loop() {
				w := watch()
				report, err := backend.Load(b.Context(), load.src, w.step)
				if err != nil {
					b.Fatal(err)
				}
				b.Logf("%d added, %d changed, %d removed, %d unchanged\n%s", report.Added, report.Changed, report.Removed, report.Unchanged, w.end())
			}
		})
	}
}

// watcher measures the phases of a load.
type watcher struct {
	begun       time.Time
	cpu         time.Duration
	phase       string
	phaseBegun  time.Time
	phaseCPU    time.Duration
	done        int64
	lines       []string
	heap        atomic.Uint64
	stop, ended chan struct{}
}

func watch() *watcher {
	w := &watcher{begun: time.Now(), cpu: cpu(), phaseBegun: time.Now(), phaseCPU: cpu(), stop: make(chan struct{}), ended: make(chan struct{})}
	go func() {
		defer close(w.ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			w.heap.Store(max(w.heap.Load(), m.HeapInuse))
			select {
			case <-w.stop:
				return
			case <-time.After(200 * time.Millisecond):
			}
		}
	}()
	return w
}

func (w *watcher) step(s graph.Step) {
	if s.Phase != w.phase {
		w.endPhase()
		w.phase, w.phaseBegun, w.phaseCPU = s.Phase, time.Now(), cpu()
	}
	w.done = s.Done
}

func (w *watcher) endPhase() {
	if w.phase != "" {
		line := fmt.Sprintf("%8.1f s %8.1f s of our CPU %9d  %s", time.Since(w.phaseBegun).Seconds(), (cpu() - w.phaseCPU).Seconds(), w.done, w.phase)
		fmt.Println(line) // at once: a load takes minutes
		w.lines = append(w.lines, line)
	}
}

func (w *watcher) end() string {
	w.endPhase()
	close(w.stop)
	<-w.ended
	return strings.Join(append(w.lines, fmt.Sprintf("%8.1f s %8.1f s of our CPU, and at most %d MiB of heap, in all", time.Since(w.begun).Seconds(), (cpu()-w.cpu).Seconds(), w.heap.Load()>>20)), "\n")
}

// altered omits one claim in a hundred and changes another one.
type altered struct{ graph.Source }

func (a altered) Dataset() graph.Dataset {
	d := a.Source.Dataset()
	d.Version.Hash = "altered00000"
	return d
}

func (a altered) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		n := 0
		for r, err := range a.Source.Records(ctx) {
			if c, ok := r.(*graph.Claim); ok {
				n++
				switch n % 100 {
				case 0:
					continue
				case 1:
					changed := *c
					changed.Role += "altered"
					r = &changed
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// way is one of two ways to read the same answer, for the input with a number.
type way func(ctx context.Context, i int) (any, error)

// beside runs two ways alternately, with one input after the other, and fails if their
// answers differ.
func beside(b *testing.B, inputs int, store, hand way) {
	ways := []way{store, hand}
	objects := 0
	for i := range inputs {
		x, errX := store(b.Context(), i)
		y, errY := hand(b.Context(), i)
		if errX != nil || errY != nil {
			b.Fatal(errX, errY)
		}
		if !reflect.DeepEqual(treeOf(x), treeOf(y)) {
			b.Fatalf("the answers to %d differ:\n%.2000s\n%.2000s", i, fmt.Sprint(treeOf(x)), fmt.Sprint(treeOf(y)))
		}
		objects += len(treeOf(x))
	}
	b.ReportMetric(float64(objects)/float64(inputs), "objects")
	for i := range 100 { // until the server has compiled what it runs
		for _, read := range ways {
			if _, err := read(b.Context(), i%inputs); err != nil {
				b.Fatal(err)
			}
		}
	}
	var times, cpus [2][]float64
	for i := 0; b.Loop(); i++ {
		for n := range ways {
			n = (n + i) % len(ways) // both are first equally often, since the second finds pages in memory
			begun, spent := time.Now(), cpu()
			if _, err := ways[n](b.Context(), i%inputs); err != nil {
				b.Fatal(err)
			}
			times[n] = append(times[n], float64(time.Since(begun))/1e6)
			cpus[n] = append(cpus[n], float64(cpu()-spent)/1e6)
		}
	}
	for i, name := range []string{"store", "hand"} {
		b.ReportMetric(median(times[i]), name+"-ms")
		b.ReportMetric(slices.Sorted(slices.Values(times[i]))[len(times[i])*95/100], name+"-p95-ms")
		b.ReportMetric(sum(cpus[i])/float64(len(cpus[i])), name+"-cpu-ms")
	}
	b.ReportMetric(median(times[0])/median(times[1]), "x-time")
	b.ReportMetric(sum(times[0])/sum(times[1]), "x-sum")
	b.ReportMetric(sum(cpus[0])/sum(cpus[1]), "x-cpu")
}

// entities is an answer of entities without relations.
type entities []*graph.Entity

func (h byHand) point(ctx context.Context, ids []graph.ID) (any, error) {
	found, err := h.read(ctx, handPoint, ids)
	if err != nil {
		return nil, err
	}
	return entities{&found.([]handNode)[0].Entity}, nil
}

// point reads one entity.
func point(ctx context.Context, r *graph.Reader, ids []graph.ID) (any, error) {
	found, err := r.Nodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	return entities{found[0].(*graph.Entity)}, nil
}

func twoLevels(ctx context.Context, r *graph.Reader, ids []graph.ID) (any, error) {
	hundred := 100
	pages, err := r.Claims(ctx, graph.ClaimQuery{Of: ids, Page: graph.Page{First: &hundred}, Omit: graph.OmitEvidence})
	return answer{ids, pages}, err
}

func threeLevels(ctx context.Context, r *graph.Reader, ids []graph.ID) (any, error) {
	ten, one := 10, 1
	var out []answer
	for _, q := range []graph.ClaimQuery{
		{Types: []graph.RelationType{graph.Establishes, graph.Supports, graph.Governs}, Direction: graph.Out, Kinds: []graph.Kind{graph.Programme}, Page: graph.Page{First: &ten}},
		{Types: []graph.RelationType{graph.SelectedFor, graph.ParticipatesIn}, Direction: graph.In, Kinds: []graph.Kind{graph.Enterprise}, Page: graph.Page{First: &ten}},
		{Types: []graph.RelationType{graph.LocatedIn}, Direction: graph.Out, Page: graph.Page{First: &one}},
	} {
		q.Of, q.Omit = ids, graph.OmitEvidence|graph.OmitOther
		pages, err := r.Claims(ctx, q)
		if err != nil {
			return nil, err
		}
		out = append(out, answer{ids, pages})
		seen := map[graph.ID]bool{}
		ids = nil
		for _, p := range pages {
			for _, e := range p.Edges {
				if id := e.Item.Other.ID; !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
	}
	return out, nil
}

type answer struct {
	of    []graph.ID
	pages []graph.Connection[graph.Edge]
}

// byHand reads with hand-written Cypher.
type byHand struct {
	driver  driver.DriverWithContext
	release string
}

func (h byHand) read(ctx context.Context, text string, ids []graph.ID) (any, error) {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	records, err := h.run(ctx, text, map[string]any{"ids": list})
	found := make([]handNode, len(records))
	for i, r := range records {
		found[i] = handDecode(r.Values[0].(map[string]any))
	}
	return found, err
}

// list runs a statement that returns a list.
func (h byHand) list(ctx context.Context, text string, params map[string]any) ([]any, error) {
	records, err := h.run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	return records[0].Values[0].([]any), nil
}

func (h byHand) run(ctx context.Context, text string, params map[string]any) ([]*driver.Record, error) {
	session := h.driver.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead})
	defer session.Close(ctx)
	params["release"] = h.release
	result, err := session.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}

// handNode is an entity with its relations, as deep as was asked for.
type handNode struct {
	graph.Entity
	relations []handRelation
}

type handRelation struct {
	claim graph.Claim
	other handNode
}

func text(m map[string]any, key string) string {
	s, _ := m[key].(string)
	return s
}

func number(m map[string]any, key string) int {
	n, _ := m[key].(int64)
	return int(n)
}

func list[T ~string](m map[string]any, key string) []T {
	l, _ := m[key].([]any)
	var out []T
	for _, s := range l {
		out = append(out, T(s.(string)))
	}
	return out
}

func handDecode(m map[string]any) handNode {
	n := handNode{Entity: graph.Entity{
		ID: graph.ID(text(m, "id")), Kind: graph.Kind(text(m, "kind")),
		Names:   graph.Names{Name: text(m, "name"), NameEN: text(m, "nameEn"), Hant: text(m, "hant"), Pinyin: text(m, "pinyin"), Initials: text(m, "initials"), SortKey: strings.TrimSuffix(text(m, "nameKey"), "\t"+text(m, "id"))},
		Aliases: list[string](m, "aliases"), Description: text(m, "description"), FormerIDs: list[graph.ID](m, "formerIds"),
		IssuedOn: graph.PartialDate(text(m, "issuedOn")), Adoption: graph.Adoption(text(m, "adoption")), HeldOn: graph.PartialDate(text(m, "heldOn")),
		Form: graph.Form(text(m, "form")), Degree: number(m, "degree"),
	}}
	relations, _ := m["relations"].([]any)
	for _, r := range relations {
		edge := r.(map[string]any)
		c := edge["claim"].(map[string]any)
		relation := handRelation{other: handDecode(edge["other"].(map[string]any)), claim: graph.Claim{
			ID: graph.ID(text(c, "id")), Type: graph.RelationType(text(c, "type")), Subject: graph.ID(text(c, "subject")), Object: graph.ID(text(c, "object")),
			Role: text(c, "role"), Rank: number(c, "rank"), Stage: cmp.Or(graph.Stage(text(c, "stage")), graph.Done), Expected: graph.PartialDate(text(c, "expected")), Under: graph.ID(text(c, "under")),
			Certainty: cmp.Or(graph.Certainty(text(c, "certainty")), graph.Explicit), ValidTime: graph.Period{From: graph.PartialDate(text(c, "validFrom")), To: graph.PartialDate(text(c, "validTo"))},
			Occurrence: number(c, "again"), Recorded: graph.Day(text(c, "recorded")), Retracted: graph.Day(text(c, "retracted")),
			Replaces: graph.ID(text(c, "replaces")), ReplacedBy: graph.ID(text(c, "replacedBy")), Key: text(c, "key"),
		}}
		if amount, ok := c["amount"].(float64); ok {
			relation.claim.Amount = &amount
		}
		n.relations = append(n.relations, relation)
	}
	return n
}

// handEdge returns a relation and its other end as maps; more is added to the map of the
// other end.
func handEdge(relation, other, otherProperties, more string) string {
	return "collect({claim: " + relation + " {type: type(" + relation + "), subject: startNode(" + relation + ").id, object: endNode(" + relation + ").id, .id, .key, .certainty, .rank, .role, .amount, .stage, .expected, .under, .validFrom, .validTo, .again, .recorded, .retracted, .replaces, .replacedBy}, " +
		"other: " + other + " {.id, .kind, .name" + otherProperties + more + "}}) AS relations"
}

// ids returns the ten entities with the most relations that meet a condition.
func (h byHand) ids(b *testing.B, condition string) []graph.ID {
	var ids []graph.ID
	for _, id := range cypher(b, h.driver, "MATCH (e:Entity) WHERE e.release = $release AND e.id IS NOT NULL AND "+condition+" RETURN e.id ORDER BY e.degree DESC, e.id LIMIT 10", map[string]any{"release": h.release}) {
		ids = append(ids, graph.ID(id.(string)))
	}
	return ids
}

const handEntity = ".id, .kind, .name, .nameEn, .hant, .pinyin, .initials, .nameKey, .aliases, .description, .codes, .formerIds, .issuedOn, .adoption, .heldOn, .form, .degree"

var (
	handPoint = `UNWIND $ids AS id
MATCH (e:Entity {release: $release, id: id})
RETURN e {` + handEntity + `}`

	handTwo = `UNWIND $ids AS id
MATCH (e:Entity {release: $release, id: id})
CALL (e) {
  MATCH (e)-[r:` + liveTypes + `]-(o)
  WITH r, o ORDER BY r.key LIMIT 100
  RETURN ` + handEdge("r", "o", ", .nameEn, .hant, .pinyin, .initials, .nameKey, .aliases, .description, .codes, .formerIds, .issuedOn, .adoption, .heldOn, .form, .degree", "") + `
}
RETURN {id: e.id, relations: relations}`

	handThree = `UNWIND $ids AS id
MATCH (policy:Entity {release: $release, id: id})
CALL (policy) {
  MATCH (policy)-[r:ESTABLISHES|SUPPORTS|GOVERNS]->(programme:Programme)
  WITH r, programme ORDER BY r.key LIMIT 10
  CALL (programme) {
    MATCH (programme)<-[s:SELECTED_FOR|PARTICIPATES_IN]-(firm:Enterprise)
    WITH s, firm ORDER BY s.key LIMIT 10
    CALL (firm) {
      MATCH (firm)-[t:LOCATED_IN]->(region)
      WITH t, region ORDER BY t.key LIMIT 1
      RETURN ` + handEdge("t", "region", "", "") + `
    }
    RETURN ` + handEdge("s", "firm", "", ", relations: relations") + `
  }
  RETURN ` + handEdge("r", "programme", "", ", relations: relations") + `
}
RETURN {id: policy.id, relations: relations}`
)

var liveTypes = func() string {
	var types []string
	for _, r := range graph.Vocabulary {
		types = append(types, string(r.Type))
	}
	return strings.Join(types, "|")
}()

// treeOf returns the answer of either way as nested lists of claims and names.
func treeOf(x any) []string {
	var out []string
	switch x := x.(type) {
	case []string: // in the order of the answer
		return x
	case answer:
		for i, p := range x.pages {
			for _, e := range p.Edges {
				out = append(out, fmt.Sprint(x.of[i], e.Item.Claim.ID, e.Item.Claim.Type, e.Item.Claim.Stage, e.Item.Claim.Subject, e.Item.Other.ID, e.Item.Other.Name, e.Item.Other.Kind))
			}
		}
	case []answer:
		for _, level := range x {
			out = append(out, treeOf(level)...)
		}
	case entities:
		for _, e := range x {
			out = append(out, fmt.Sprintf("%+v", e.Names)+fmt.Sprint(": ", e.ID, e.Kind, e.Description, e.Aliases, e.IssuedOn, e.Degree))
		}
	case []handNode:
		for _, n := range x {
			for _, r := range n.relations {
				out = append(out, fmt.Sprint(n.ID, r.claim.ID, r.claim.Type, r.claim.Stage, r.claim.Subject, r.other.ID, r.other.Name, r.other.Kind))
				out = append(out, treeOf([]handNode{r.other})...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func connect(tb testing.TB, c neo4j.Config) driver.DriverWithContext {
	tb.Helper()
	d, err := driver.NewDriverWithContext(c.URI, driver.BasicAuth(c.Username, c.Password, ""))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { d.Close(context.Background()) })
	return d
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return s[len(s)/2]
}

func sum(v []float64) float64 {
	var total float64
	for _, x := range v {
		total += x
	}
	return total
}
