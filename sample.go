package main

import (
	"context"
	"io/fs"
	"math/rand/v2"

	"policygraph/graph"
	"policygraph/loader"
)

// printSample shows claims beside their quotes, for a reader to judge. The seed
// decides which.
func printSample(ctx context.Context, c *console, files fs.FS, texts graph.Texts, n int, seed uint64) error {
	source, err := loader.Open(files)
	if err != nil {
		return err
	}
	names := map[graph.ID]string{}
	documents := map[graph.ID]*graph.Document{}
	var claims []*graph.Claim
	for record, err := range source.Records(ctx) {
		if err != nil {
			return err
		}
		switch r := record.(type) {
		case *graph.Entity:
			names[r.ID] = r.Name
		case *graph.Document:
			documents[r.ID] = r
		case *graph.Claim:
			claims = append(claims, r)
		}
	}
	c.printf("\n%d of %d claims, seed %d\n", min(n, len(claims)), len(claims), seed)
	for i, pick := range rand.New(rand.NewPCG(seed, 0)).Perm(len(claims))[:min(n, len(claims))] {
		claim := claims[pick]
		c.printf("\n%d. %s —%s→ %s (%s, %s)\n", i+1, names[claim.Subject], claim.Type, names[claim.Object], claim.Stage, claim.Certainty)
		for _, e := range claim.Evidence[:1] {
			paragraphs, err := texts.Paragraphs(ctx, documents[e.Document])
			if err != nil {
				return err
			}
			words := e.Resolve(paragraphs).Text
			if words == "" {
				words = "(the register as a whole)"
			}
			c.printf("   %s %s: %s\n", e.Document, e.Pointer(), words)
			if e.Note != "" {
				c.printf("   %s\n", e.Note)
			}
		}
	}
	return nil
}
