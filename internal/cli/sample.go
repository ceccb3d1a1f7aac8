package cli

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"

	"policygraph/graph"
	"policygraph/loader"
)

// printSample prints n random claims that are not retracted, with their quotes, for a
// reader to judge.
func printSample(ctx context.Context, c *console, files fs.FS, texts graph.DocumentTexts, n int, seed uint64) error {
	source, err := loader.Open(ctx, files, nil)
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
			if r.Retracted == "" {
				claims = append(claims, r)
			}
		}
	}
	// An id depends on what the claim says alone, so that a seed picks the same claims
	// however the files are written.
	slices.SortFunc(claims, func(a, b *graph.Claim) int { return cmp.Compare(a.ID, b.ID) })
	c.printf("\n%d of %d claims, seed %d\n", min(n, len(claims)), len(claims), seed)
	for i, pick := range rand.New(rand.NewPCG(seed, 0)).Perm(len(claims))[:min(n, len(claims))] {
		if err := printClaim(ctx, c, i+1, claims[pick], names, documents, texts); err != nil {
			return err
		}
	}
	return nil
}

// printClaim prints a claim with all that its correctness depends on.
func printClaim(ctx context.Context, c *console, number int, claim *graph.Claim, names map[graph.ID]string, documents map[graph.ID]*graph.Document, texts graph.DocumentTexts) error {
	c.printf("\n%d. %s —%s→ %s (%s, %s", number, names[claim.Subject], claim.Type, names[claim.Object], claim.Stage, claim.Certainty)
	if claim.Role != "" {
		c.printf(", as %s", claim.Role)
	}
	if claim.Under != "" {
		c.printf(", under %s", names[claim.Under])
	}
	if holds := claim.ValidTime.String(); holds != "" {
		c.printf(", %s", holds)
	}
	c.printf(")  %s\n", claim.ID)
	for _, e := range claim.Evidence {
		paragraphs, err := texts.Paragraphs(ctx, documents[e.Document])
		if err != nil {
			return err
		}
		quote := e.Resolve(paragraphs).Text
		if quote == "" {
			quote = "(the register as a whole)"
		}
		how := fmt.Sprintf("confidence %g", e.Confidence)
		if e.Basis != "" {
			how = fmt.Sprintf("%s, %s", e.Basis, how)
		}
		c.printf("   %s %s, %s: %s\n", e.Document, e.Pointer(), how, quote)
		if e.Note != "" {
			c.printf("   %s\n", e.Note)
		}
	}
	return nil
}
