package cli

import (
	"context"
	"errors"

	"policygraph/graph"
	"policygraph/loader"
)

type validateCommand struct {
	Data      string `arg:"" optional:"" placeholder:"DIR" completion:"directory" help:"Directory of the dataset; the embedded dataset if omitted."`
	Documents string `name:"documents" placeholder:"DIR" completion:"directory" help:"Also check every quote against the documents in this directory."`
	Against   string `name:"against" placeholder:"OLD" completion:"directory" help:"Also refuse what the edition in this directory has and this one neither has nor retracts."`
	Sample    int    `name:"sample" placeholder:"N" help:"Also print N random claims with their quotes; requires --documents."`
	Seed      uint64 `name:"seed" default:"1" help:"Seed of the sample; the same seed picks the same claims of a dataset (${default})."`
	JSON      bool   `name:"json" help:"Print the report as JSON."`
}

// Run reports every problem of a dataset, or what it holds if there is none.
func (v validateCommand) Run(ctx context.Context, c *console) error {
	files, name, err := datasetFiles(v.Data)
	if err != nil {
		return err
	}
	var documents *loader.Documents
	if v.Documents != "" {
		if documents, err = loader.OpenDocuments(v.Documents); err != nil {
			return usageError{err}
		}
	}
	if v.Sample > 0 && documents == nil {
		return usagef("--sample requires --documents DIR, from which it quotes")
	}
	if v.Sample > 0 && v.JSON {
		return usagef("--sample and --json exclude each other")
	}
	r, err := loader.Validate(ctx, files, documents)
	if err == nil && v.Against != "" {
		err = v.compare(ctx, c)
	}
	if all := len(r.Missing); err == nil && documents != nil && r.Quotes == 0 && all > 0 {
		warnNoDocuments(c, v.Documents, all)
	}
	if v.JSON {
		return printReport(c, &r, err)
	}
	if err != nil {
		return err
	}
	v.print(c, name, &r, documents != nil)
	if v.Sample > 0 {
		return printSample(ctx, c, files, documents, v.Sample, v.Seed)
	}
	return nil
}

// compare refuses what an earlier edition has and this one neither has nor retracts.
func (v validateCommand) compare(ctx context.Context, c *console) error {
	report, err := compare(ctx, c, v.Against, v.Data)
	if err != nil {
		return err
	}
	return errRemoved(report, v.Against)
}

func (validateCommand) print(c *console, name string, r *loader.Report, read bool) {
	c.printf("%s is valid: version %s\n", name, r.Dataset.Version)
	entities := 0
	for _, n := range r.Dataset.Kinds {
		entities += n
	}
	c.printf("  %d entities:", entities)
	for _, k := range graph.Kinds {
		if n := r.Dataset.Kinds[k.Kind]; n > 0 {
			c.printf(" %d %s", n, k.Plural)
		}
	}
	c.printf("\n  %d claims: %d explicit, %d implied, %d retracted\n  %d figures\n  %d documents\n", r.Claims, r.Explicit, r.Implied, r.Retracted, r.Figures, r.Documents)
	if r.Format == 1 {
		c.printf("  format 1; for format 2 write format: 2 in dataset.yaml and the basis of each piece of evidence, as docs/dataset.md says\n")
	}
	if !read {
		c.printf("  quotes were not checked; --documents DIR checks them\n")
		return
	}
	c.printf("  %d quotes read and confirmed, %d citations of whole registers, %d of unavailable documents\n", r.Quotes, r.Whole, r.Unread)
	if r.Format > 1 {
		c.printf("  explicit claims by how both ends are named: %d in the quote, %d by a word and %d in a paragraph for which speaks_for says it, %d by subject_at or object_at\n",
			r.Ends.Bare, r.Ends.Words, r.Ends.Paragraphs, r.Ends.PointedAt)
	}
	for _, id := range r.Missing {
		c.printf("  unavailable: %s\n", id)
	}
	c.printf("  %d sentences, names and numbers that no statement points to and left_out does not explain\n", len(r.Unexplained))
	for _, f := range r.Unexplained {
		c.printf("    %s %s %s\n", f.Document, f.Pointer, f.Words)
	}
}

// printReport prints the report as JSON: what the dataset holds, or its problems, which
// are also the error.
func printReport(c *console, r *loader.Report, failed error) error {
	if failed == nil {
		return printJSON(c.out, reportJSON(r))
	}
	var problems loader.Problems
	if !errors.As(failed, &problems) {
		return failed
	}
	type problem struct {
		File    string `json:"file"`
		Line    int    `json:"line,omitempty"`
		Message string `json:"message"`
	}
	list := make([]problem, len(problems.Found))
	for i, p := range problems.Found {
		list[i] = problem(p)
	}
	return errors.Join(failed, printJSON(c.out, map[string]any{"valid": false, "total": problems.Total, "problems": list}))
}

func reportJSON(r *loader.Report) map[string]any {
	type finding struct {
		Document  graph.ID `json:"document"`
		Paragraph int      `json:"paragraph"`
		Pointer   string   `json:"pointer"`
		Words     string   `json:"words"`
	}
	unexplained := make([]finding, len(r.Unexplained))
	for i, f := range r.Unexplained {
		unexplained[i] = finding{f.Document, f.Place.Paragraph, f.Pointer, f.Words}
	}
	return map[string]any{
		"valid": true, "version": r.Dataset.Version.String(), "kinds": r.Dataset.Kinds, "types": r.Dataset.Types,
		"format": r.Format, "ends": map[string]int{"bare": r.Ends.Bare, "words": r.Ends.Words, "paragraphs": r.Ends.Paragraphs, "pointedAt": r.Ends.PointedAt},
		"documents": r.Documents, "claims": r.Claims, "explicit": r.Explicit, "implied": r.Implied, "retracted": r.Retracted, "figures": r.Figures,
		"quotes": r.Quotes, "whole": r.Whole, "unread": r.Unread, "missing": r.Missing, "unexplained": unexplained,
	}
}
