package neo4j_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/bench/synthetic"
	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/neo4j"
)

func BenchmarkStore(b *testing.B) {
	graphtest.BenchmarkStore(b, func(tb testing.TB) graph.Backend { return open(tb, config(tb)) }, synthetic.FromEnvironment)
}

// BenchmarkBesideHandWritten reads through the store and, in turn with it, with
// the Cypher that one writes by hand for the same answer: one statement that
// returns nested maps. Both use the same driver, database and data. Reported are
// the medians, and store divided by hand-written, of time and of CPU time of
// this process.
func BenchmarkBesideHandWritten(b *testing.B) {
	c := config(b)
	store := graph.NewStore(open(b, c))
	src := graphtest.Scaled(10_000, 50_000)
	if _, err := store.Load(b.Context(), src, nil); err != nil {
		b.Fatal(err)
	}
	reader, err := store.Read(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	hand := byHand{connect(b, c), c.Namespace + "-1"}
	busy := atDegree(b, src, 100, 900)
	policies := ofKind(b, src, graph.Policy, 10)
	for _, level := range []struct {
		name  string
		store func(context.Context) (any, error)
		hand  func(context.Context) (any, error)
	}{
		{"two levels", func(ctx context.Context) (any, error) { return twoLevels(ctx, reader, busy) }, func(ctx context.Context) (any, error) { return hand.twoLevels(ctx, busy) }},
		{"three levels", func(ctx context.Context) (any, error) { return threeLevels(ctx, reader, policies) }, func(ctx context.Context) (any, error) { return hand.threeLevels(ctx, policies) }},
	} {
		b.Run(level.name, func(b *testing.B) { beside(b, level.store, level.hand) })
	}
}

func beside(b *testing.B, store, hand func(context.Context) (any, error)) {
	x, errX := store(b.Context())
	y, errY := hand(b.Context())
	if errX != nil || errY != nil {
		b.Fatal(errX, errY)
	}
	if !reflect.DeepEqual(treeOf(x), treeOf(y)) {
		b.Fatalf("the answers differ:\n%.2000s\n%.2000s", fmt.Sprint(treeOf(x)), fmt.Sprint(treeOf(y)))
	}
	b.ReportMetric(float64(strings.Count(fmt.Sprint(treeOf(x)), ":")), "objects")
	for range 300 { // until the server has compiled what it runs
		store(b.Context())
		hand(b.Context())
	}
	var times, cpus [2][]float64
	for b.Loop() {
		for i, read := range []func(context.Context) (any, error){store, hand} {
			begun, spent := time.Now(), cpu()
			if _, err := read(b.Context()); err != nil {
				b.Fatal(err)
			}
			times[i] = append(times[i], float64(time.Since(begun))/1e6)
			cpus[i] = append(cpus[i], float64(cpu()-spent)/1e6)
		}
	}
	for i, name := range []string{"store", "hand"} {
		b.ReportMetric(median(times[i]), name+"-ms")
		b.ReportMetric(sum(cpus[i])/float64(len(cpus[i])), name+"-cpu-ms")
	}
	b.ReportMetric(median(times[0])/median(times[1]), "x-time")
	b.ReportMetric(sum(cpus[0])/sum(cpus[1]), "x-cpu")
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

// byHand reads the same without the store.
type byHand struct {
	driver  driver.DriverWithContext
	release string
}

func (h byHand) read(ctx context.Context, text string, ids []graph.ID) (any, error) {
	session := h.driver.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead})
	defer session.Close(ctx)
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	result, err := session.Run(ctx, text, map[string]any{"ids": list, "release": h.release})
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	found := make([]handNode, len(records))
	for i, r := range records {
		found[i] = handDecode(r.Values[0].(map[string]any))
	}
	return found, err
}

// handNode is an entity with its relations, as far down as was asked.
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
		Names:   graph.Names{Name: text(m, "name"), NameEN: text(m, "nameEn"), Hant: text(m, "hant"), Pinyin: text(m, "pinyin"), Initials: text(m, "initials"), SortKey: text(m, "nameKey")},
		Aliases: list[string](m, "aliases"), Description: text(m, "description"), FormerIDs: list[graph.ID](m, "formerIds"),
		IssuedOn: graph.PartialDate(text(m, "issuedOn")), Adoption: graph.Adoption(text(m, "adoption")), HeldOn: graph.PartialDate(text(m, "heldOn")),
		Form: graph.ProgrammeForm(text(m, "form")), Degree: number(m, "degree"),
	}}
	relations, _ := m["relations"].([]any)
	for _, r := range relations {
		edge := r.(map[string]any)
		c := edge["claim"].(map[string]any)
		relation := handRelation{other: handDecode(edge["other"].(map[string]any)), claim: graph.Claim{
			ID: graph.ID(text(c, "id")), Type: graph.RelationType(text(c, "type")), Subject: graph.ID(text(c, "subject")), Object: graph.ID(text(c, "object")),
			Role: text(c, "role"), Rank: number(c, "rank"), Stage: graph.Stage(text(c, "stage")), Expected: graph.PartialDate(text(c, "expected")), Under: graph.ID(text(c, "under")),
			Certainty: graph.Certainty(text(c, "certainty")), Holds: graph.Period{From: graph.PartialDate(text(c, "validFrom")), To: graph.PartialDate(text(c, "validTo"))},
			Again: number(c, "again"), Recorded: graph.Day(text(c, "recorded")), Retracted: graph.Day(text(c, "retracted")),
			Replaces: graph.ID(text(c, "replaces")), ReplacedBy: graph.ID(text(c, "replacedBy")), Key: text(c, "key"),
		}}
		if amount, ok := c["amount"].(float64); ok {
			relation.claim.Amount = &amount
		}
		n.relations = append(n.relations, relation)
	}
	return n
}

// handEdge is a relation and its other end as maps; more goes into the map of
// the other end.
func handEdge(relation, other, otherProperties, more string) string {
	return "collect({claim: " + relation + " {type: type(" + relation + "), .id, .subject, .object, .key, .certainty, .rank, .role, .amount, .stage, .expected, .under, .validFrom, .validTo, .again, .recorded, .retracted, .replaces, .replacedBy}, " +
		"other: " + other + " {.id, .kind, .name" + otherProperties + more + "}}) AS relations"
}

func (h byHand) twoLevels(ctx context.Context, ids []graph.ID) (any, error) {
	return h.read(ctx, handTwo, ids)
}

func (h byHand) threeLevels(ctx context.Context, ids []graph.ID) (any, error) {
	return h.read(ctx, handThree, ids)
}

var (
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

// treeOf is an answer as nested lists of claims and names, whoever gave it.
func treeOf(x any) []string {
	var out []string
	switch x := x.(type) {
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

// atDegree are ten entities with so many relations.
func atDegree(b *testing.B, src graph.Source, from, to int) []graph.ID {
	return pick(b, src, func(e *graph.Entity) bool { return e.Degree >= from && e.Degree < to })
}

func ofKind(b *testing.B, src graph.Source, k graph.Kind, from int) []graph.ID {
	return pick(b, src, func(e *graph.Entity) bool { return e.Kind == k && e.Degree >= from })
}

func pick(b *testing.B, src graph.Source, want func(*graph.Entity) bool) []graph.ID {
	var found []*graph.Entity
	for r, err := range src.Records(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		if e, ok := r.(*graph.Entity); ok && want(e) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(x, y *graph.Entity) int { return y.Degree - x.Degree })
	var ids []graph.ID
	for _, e := range found[:min(10, len(found))] {
		b.Log(e.ID, e.Degree)
		ids = append(ids, e.ID)
	}
	return ids
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
