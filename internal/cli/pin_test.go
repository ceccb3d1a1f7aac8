package cli

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/graph/resolver/resolvertest"
)

// The requests of one command are answered from one dataset, even where another is
// loaded between them.
func TestACommandReadsOneSnapshot(t *testing.T) {
	source, _, err := openSource(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	backend := memory.New()
	load := func(source graph.Source) {
		t.Helper()
		if _, err := backend.Load(t.Context(), source, func(graph.Step) {}); err != nil {
			t.Fatal(err)
		}
	}
	load(source)
	store, err := pin(t.Context(), backend)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	handler, err := newHandler(store, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	api := &client{&dataset{store: store}, handler}
	haier, err := api.resolve(t.Context(), "海尔")
	if err != nil {
		t.Fatal(err)
	}
	load(resolvertest.Fixture())
	again, err := api.resolve(t.Context(), haier.ID)
	if err != nil || again.Name != haier.Name {
		t.Errorf("after another dataset is loaded, %s is %q, error %v", haier.ID, again.Name, err)
	}
	var data struct{ Dataset struct{ Version string } }
	if err := api.query(t.Context(), `{ dataset { version } }`, nil, &data); err != nil {
		t.Fatal(err)
	}
	if want := source.Dataset().Version.String(); data.Dataset.Version != want {
		t.Errorf("the version is %s, and was %s when the names were resolved", data.Dataset.Version, want)
	}
}
