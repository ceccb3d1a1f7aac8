package synthetic

import (
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/internal/testenv"
)

func small(t *testing.T, seed uint64) *Dataset {
	t.Helper()
	d, err := New(Size{Entities: 10_000, Claims: 50_000, Evidence: 3, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// recordsOf are all of one sort.
func recordsOf[R graph.Record](d *Dataset) []R {
	var out []R
	for _, part := range d.Parts() {
		for r := range part.Records {
			if r, ok := r.(R); ok {
				out = append(out, r)
			}
		}
	}
	return out
}

// neighbours are the entities that each is related to, by present ids.
func neighbours(d *Dataset) map[graph.ID]map[graph.ID]bool {
	present := map[graph.ID]graph.ID{}
	near := map[graph.ID]map[graph.ID]bool{}
	for _, e := range recordsOf[*graph.Entity](d) {
		present[e.ID] = e.ID
		near[e.ID] = map[graph.ID]bool{}
		for _, former := range e.FormerIDs {
			present[former] = e.ID
		}
	}
	for _, c := range recordsOf[*graph.Claim](d) {
		s, o := present[c.Subject], present[c.Object]
		near[s][o], near[o][s] = true, true
	}
	return near
}

func TestEachHubIsRelatedToATwentieth(t *testing.T) {
	d := small(t, 1)
	near := neighbours(d)
	hubs := d.Hubs()
	if len(hubs) != 10 {
		t.Fatalf("%d hubs, want 10", len(hubs))
	}
	for _, hub := range hubs {
		if got := len(near[hub]); got != 500 {
			t.Errorf("%s is related to %d entities, want 500", hub, got)
		}
	}
}

// A power law with exponent 2.5 to 3 leaves a large part of all relations with
// few entities, and most entities with few; where degrees merely vary by chance
// neither is so.
func TestDegreesFollowAPowerLaw(t *testing.T) {
	d := small(t, 1)
	hubs := d.Hubs()
	var degrees []int
	total := 0
	for id, others := range neighbours(d) {
		if !slices.Contains(hubs, id) {
			degrees = append(degrees, len(others))
			total += len(others)
		}
	}
	slices.Sort(degrees)
	slices.Reverse(degrees)
	top := 0
	for _, n := range degrees[:len(degrees)/100] {
		top += n
	}
	if share := float64(top) / float64(total); share < 0.10 {
		t.Errorf("the top hundredth has %.2f of all relations, want 0.10 at least", share)
	}
	if median := degrees[len(degrees)/2]; float64(median) > 0.8*float64(total)/float64(len(degrees)) {
		t.Errorf("the median degree is %d, of a mean of %d: want it well below", median, total/len(degrees))
	}
	if degrees[0] < 20*degrees[len(degrees)/2] {
		t.Errorf("the largest degree is %d, want 20 times the median %d", degrees[0], degrees[len(degrees)/2])
	}
}

func TestEverythingOccurs(t *testing.T) {
	d := small(t, 1)
	seen := map[string]int{}
	count := func(sort, value string) { seen[sort+" "+value]++ }
	for _, e := range recordsOf[*graph.Entity](d) {
		count("kind", string(e.Kind))
		count("form", string(e.Form))
		count("former ids", some(e.FormerIDs))
		count("aliases", some(e.Aliases))
		for _, c := range e.Codes {
			count("scheme", string(c.Scheme))
		}
	}
	claims := recordsOf[*graph.Claim](d)
	for _, c := range claims {
		count("type", string(c.Type))
		count("stage", string(c.Stage))
		count("certainty", string(c.Certainty))
		for _, e := range c.Evidence {
			count("method", string(e.Method))
		}
		if c.ValidTime.From != "" && c.ValidTime.To != "" {
			count("both ends of validity", "given")
		}
		if c.Under != "" {
			count("under", c.Under.Prefix())
		}
		if c.Retracted != "" {
			count("claim", "retracted")
		}
		if c.Replaces != "" {
			count("claim", "corrects")
		}
	}
	figures := recordsOf[*graph.Figure](d)
	for _, f := range figures {
		count("status", string(f.Status))
		count("comparator", string(f.Comparator))
		count("part of", f.PartOf.Prefix())
		count("breakdown", some(f.Breakdown))
		if f.Retracted != "" {
			count("figure", "retracted")
		}
	}

	var want []string
	for _, k := range graph.Kinds {
		want = append(want, "kind "+string(k.Kind))
	}
	for _, row := range graph.Vocabulary {
		want = append(want, "type "+string(row.Type))
	}
	want = wanted(want, "form", graph.Programme.Forms().All())
	want = wanted(want, "scheme", graph.CodeSchemes)
	want = wanted(want, "stage", graph.Stages)
	want = wanted(want, "certainty", graph.Certainties)
	want = wanted(want, "method", graph.Methods)
	want = wanted(want, "status", graph.FigureStatuses)
	want = wanted(want, "comparator", graph.Comparators)
	want = append(want, "former ids some", "aliases some", "both ends of validity given", "under policy", "under programme", "under event", "part of figure", "breakdown some")
	for _, w := range want {
		if seen[w] == 0 {
			t.Errorf("there is no %s", w)
		}
	}
	if got := len(claims); got != 50_000 {
		t.Errorf("%d claims, want 50000", got)
	}
	if seen["claim retracted"] != 500 || seen["claim corrects"] != 500 || seen["figure retracted"] != 10 {
		t.Errorf("%d claims retracted, %d corrected and %d figures retracted, want one in a hundred of each", seen["claim retracted"], seen["claim corrects"], seen["figure retracted"])
	}
}

func some[E any](s []E) string {
	if len(s) == 0 {
		return "none"
	}
	return "some"
}

func wanted[V ~string](want []string, sort string, values []V) []string {
	for _, v := range values {
		want = append(want, sort+" "+string(v))
	}
	return want
}

func TestNamesAreUniqueInTheirKind(t *testing.T) {
	d := small(t, 1)
	each := testenv.Size(t, 10_000, 50_000, 50_000)
	for k := range graph.Kinds {
		for _, from := range []int{0, 150_000} { // more than a hundred thousand people is the most that there can be
			seen := map[string]int{}
			for number := from; number < from+each; number++ {
				s := d.spell(who{kind(k), number})
				name := s.names().Name
				if other, twice := seen[name]; twice {
					t.Fatalf("%s %d and %d are both called %s", graph.Kinds[k].Kind, other, number, name)
				}
				seen[name] = number
				if id, err := graph.ParseID(string(s.former())); err != nil || firstID(s.id()) != id && hasFormerID(number) {
					t.Fatalf("%s: %v; first id of %s is %s", id, err, s.id(), firstID(s.id()))
				}
			}
		}
	}
}

func TestListsOfWordsHaveNoWordTwice(t *testing.T) {
	for name, list := range map[string][]word{"places": places[:], "syllables": syllables[:], "surnames": surnames[:]} {
		seen := map[string]bool{}
		for _, w := range list {
			if w.zh == "" || seen[w.zh] || w.latin != strings.ToLower(w.latin) {
				t.Errorf("%s: %q %q", name, w.zh, w.latin)
			}
			seen[w.zh] = true
		}
	}
	seen := map[string]bool{}
	for _, w := range trades {
		if len([]rune(w.zh)) != 2 || seen[w.zh] {
			t.Errorf("trades: %q", w.zh)
		}
		seen[w.zh] = true
	}
}

func TestSizesThatCannotBeMade(t *testing.T) {
	for name, size := range map[string]Size{
		"too few entities for all kinds":     {Entities: 999, Claims: 5000, Evidence: 1},
		"more entities than there are names": {Entities: MaxEntities + 1, Claims: 2 * MaxEntities, Evidence: 1},
		"fewer claims than hubs need":        {Entities: 10_000, Claims: 9999, Evidence: 1},
		"no evidence":                        {Entities: 10_000, Claims: 50_000},
	} {
		if _, err := New(size); err == nil {
			t.Errorf("%s: made", name)
		}
	}
}
