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

// Open a dataset, load it into a store, and read an entity.
func Example() {
	ctx := context.Background()

	// Open checks the files. For a directory, use os.DirFS in place of seeds.Files.
	src, err := loader.Open(ctx, seeds.Files, nil)
	if err != nil {
		panic(err)
	}
	store := graph.NewStore(memory.New())
	defer store.Close()
	if _, err := store.Load(ctx, src, nil); err != nil {
		panic(err)
	}

	// A reader is pinned to the dataset until it is closed.
	reader, err := store.Read(ctx)
	if err != nil {
		panic(err)
	}
	defer reader.Close()

	records, err := reader.Nodes(ctx, []graph.ID{"enterprise:wanhua-chemical", "enterprise:unknown"})
	if err != nil {
		panic(err)
	}
	firm := records[0].(*graph.Entity)
	fmt.Println(firm.Kind, firm.In(graph.ZHHant), firm.In(graph.EN))
	fmt.Println(records[1])
	// Output:
	// ENTERPRISE 萬華化學 Wanhua Chemical
	// <nil>
}

// openSeeds returns a reader of the embedded dataset, as in the example of the package.
func openSeeds(ctx context.Context) *graph.Reader {
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
	return reader
}

// Find an enterprise by its Traditional name, by its pinyin, and in spite of a typing
// error.
func ExampleReader_Search() {
	ctx := context.Background()
	reader := openSeeds(ctx)
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

// Page through the relations of an entity: each page continues from the cursor of the
// last edge of the page before.
func ExampleReader_Claims() {
	ctx := context.Background()
	reader := openSeeds(ctx)
	defer reader.Close()

	size := 2
	q := graph.ClaimQuery{Of: []graph.ID{"platform:cosmoplat"}, Page: graph.Page{First: &size}}
	for n := 1; ; n++ {
		connections, err := reader.Claims(ctx, q)
		if err != nil {
			panic(err)
		}
		page := connections[0] // one for each entity of q.Of
		fmt.Println("page", n)
		for _, edge := range page.Edges {
			relation := edge.Item
			fmt.Println(" ", relation.Direction, relation.Claim.Type, relation.Other.ID)
		}
		if !page.HasNextPage {
			break
		}
		q.Page.After = page.Edges[len(page.Edges)-1].Cursor()
	}
	// Output:
	// page 1
	//   IN OPERATES enterprise:haier
	//   IN ADVANCES region:qingdao
	// page 2
	//   OUT IN_INDUSTRY industry:industrial-internet
	//   OUT PART_OF programme:qingdao-manufacturing-ai-campaign
	// page 3
	//   OUT PART_OF programme:world-industrial-internet-capital
}

// Find out where a claim is written. Evidence points into the text of a document.
func ExampleClaim_AllEvidence() {
	ctx := context.Background()
	reader := openSeeds(ctx)
	defer reader.Close()

	connections, err := reader.Claims(ctx, graph.ClaimQuery{
		Of: []graph.ID{"enterprise:haier"}, Types: []graph.RelationType{graph.Operates},
	})
	if err != nil {
		panic(err)
	}
	claim := connections[0].Edges[0].Item.Claim
	fmt.Println(claim.Subject, claim.Type, claim.Object)
	for _, evidence := range claim.AllEvidence() {
		fmt.Println(evidence.Document, evidence.Pointer())
	}
	// Output:
	// enterprise:haier OPERATES platform:cosmoplat
	// document:qingdao-manufacturing-ai-campaign-2020 13:48-55#fa98de98
}

// Trace the best path between two entities. Kinds to avoid keep paths from leading
// over regions and industries, through which nearly everything is related.
func Example_trace() {
	ctx := context.Background()
	reader := openSeeds(ctx)
	defer reader.Close()

	found, err := paths.Trace(ctx, reader, paths.TraceQuery{
		From:    []graph.ID{"enterprise:haier"},
		To:      []graph.ID{"programme:world-industrial-internet-capital"},
		Avoid:   []graph.Kind{graph.Region, graph.Industry},
		MaxHops: 4,
		First:   1,
	})
	if err != nil {
		panic(err)
	}
	for _, path := range found.Paths {
		fmt.Println(path.Reason(graph.EN))
	}
	fmt.Println("further paths:", found.HasMore)
	// Output:
	// Haier —under (planned)→ High-End Manufacturing + AI Campaign —covers (planned, implied)→ World Industrial Internet Capital
	// further paths: true
}
