package graph_test

import (
	"context"
	"fmt"

	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/graph/paths"
	"policygraph/loader"
	"policygraph/seeds"
)

// open loads the embedded dataset into a memory store and reads it. A directory
// is opened with os.DirFS in the place of seeds.Files.
func open(ctx context.Context) (*graph.Store, *graph.Reader) {
	src, err := loader.Open(ctx, seeds.Files, nil)
	if err != nil {
		panic(err)
	}
	store := graph.NewStore(memory.New())
	if _, err := store.Load(ctx, src, nil); err != nil {
		panic(err)
	}
	reader, err := store.Read(ctx)
	if err != nil {
		panic(err)
	}
	return store, reader
}

// A dataset is opened, loaded into a store, and read through a Reader, which is
// pinned to it until closed.
func Example() {
	ctx := context.Background()
	src, err := loader.Open(ctx, seeds.Files, nil)
	if err != nil {
		panic(err)
	}
	store := graph.NewStore(memory.New())
	defer store.Close()
	report, err := store.Load(ctx, src, nil)
	if err != nil {
		panic(err)
	}
	reader, err := store.Read(ctx)
	if err != nil {
		panic(err)
	}
	defer reader.Close()

	fmt.Println(reader.Dataset().Version == report.Version)

	records, err := reader.Nodes(ctx, []graph.ID{"enterprise:wanhua-chemical", "enterprise:unknown"})
	if err != nil {
		panic(err)
	}
	fmt.Println(records[0].(*graph.Entity).In(graph.EN), records[1])
	// Output:
	// true
	// Wanhua Chemical <nil>
}

// An entity is found by its name in either script, in English, or as it sounds.
func ExampleReader_Search() {
	ctx := context.Background()
	store, reader := open(ctx)
	defer store.Close()
	defer reader.Close()

	for _, text := range []string{"萬華化學", "wan hua hua xue", "Wanhua Chemcal"} {
		page, err := reader.Search(ctx, graph.SearchQuery{Text: text, Kinds: []graph.Kind{graph.Enterprise}})
		if err != nil {
			panic(err)
		}
		hit := page.Edges[0].Item
		fmt.Println(hit.Entity.ID, hit.Match.Form, hit.Match.How)
	}
	// Output:
	// enterprise:wanhua-chemical TRADITIONAL EXACT
	// enterprise:wanhua-chemical PINYIN EXACT
	// enterprise:wanhua-chemical ENGLISH FUZZY
}

// The relations of an entity come in pages; a page continues from the cursor of the
// last edge of the page before.
func ExampleReader_Claims() {
	ctx := context.Background()
	store, reader := open(ctx)
	defer store.Close()
	defer reader.Close()

	two := 2
	q := graph.ClaimQuery{Of: []graph.ID{"platform:cosmoplat"}, Page: graph.Page{First: &two}}
	for {
		connections, err := reader.Claims(ctx, q) // one connection for each of q.Of
		if err != nil {
			panic(err)
		}
		page := connections[0]
		for _, edge := range page.Edges {
			fmt.Println(edge.Item.Direction, edge.Item.Claim.Type, edge.Item.Other.ID)
		}
		if !page.HasNextPage {
			break
		}
		q.Page.After = page.Edges[len(page.Edges)-1].Cursor()
		fmt.Println("-- next page")
	}
	// Output:
	// IN OPERATES enterprise:haier
	// OUT IN_INDUSTRY industry:industrial-internet
	// -- next page
	// OUT PART_OF programme:qingdao-manufacturing-ai-campaign
	// OUT PART_OF programme:world-industrial-internet-capital
	// -- next page
	// IN ADVANCES region:qingdao
}

// A trace finds the best paths between two entities, and says whether there are
// more.
func Example_trace() {
	ctx := context.Background()
	store, reader := open(ctx)
	defer store.Close()
	defer reader.Close()

	found, err := paths.Trace(ctx, reader, paths.TraceQuery{
		From: []graph.ID{"enterprise:haier"}, To: []graph.ID{"programme:world-industrial-internet-capital"},
		MaxHops: 4, First: 1,
		Avoid: []graph.Kind{graph.Region, graph.Industry}, // nearly everything is related through them
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(found.Verdict, found.Complete, found.HasMore)
	for _, path := range found.Paths {
		fmt.Println(path.Reason(graph.EN))
	}
	// Output:
	// FOUND true true
	// Haier —participates in (planned, implied)→ High-End Manufacturing + AI Campaign —includes (implied)→ World Industrial Internet Capital
}
