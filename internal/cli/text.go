package cli

import (
	"context"
	"fmt"

	"policygraph/loader/readable"
)

type textCommand struct {
	documentFlags
	Repairs bool `name:"repairs" help:"List the repairs and their rules, and what remains suspicious."`
}

// Run prints a document's readable text, a paragraph a line, or how it differs from
// the file.
func (t textCommand) Run(ctx context.Context, c *console) error {
	text, err := t.read(ctx)
	if err != nil {
		return err
	}
	if t.Repairs {
		printRepairs(c, text)
		return nil
	}
	for _, p := range text.Paragraphs {
		c.printf("%s\n", p.Text)
	}
	return nil
}

func printRepairs(c *console, text readable.Text) {
	counts := map[readable.Rule]int{}
	for _, r := range text.Changes {
		counts[r.Rule]++
		reason := ""
		if r.Reason != "" {
			reason = " (" + r.Reason + ")"
		}
		c.printf("paragraph %d, byte %d: %s: %q reads %q%s\n", r.Paragraph, r.Offset, r.Rule, r.Raw, r.Readable, reason)
	}
	summary := fmt.Sprintf("%d repairs:", len(text.Changes))
	for _, rule := range readable.Rules {
		summary += fmt.Sprintf(" %d %s", counts[rule], rule)
	}
	c.printf("%s\n%d places remain suspicious\n", summary, len(text.Suspicious))
	for _, s := range text.Suspicious {
		c.printf("paragraph %d, byte %d: %q: %s\n", s.Paragraph, s.Offset, s.Text, s.Why)
	}
}
