package cli

import (
	"context"

	"policygraph/loader"
)

type locateCommand struct {
	documentFlags
	Paragraph int    `arg:"" help:"Number of the paragraph, counted from 1."`
	Text      string `arg:"" help:"The words, as in the readable text."`
}

// Run prints a pointer to each occurrence of the words in the paragraph.
func (l locateCommand) Run(ctx context.Context, c *console) error {
	text, err := l.read(ctx)
	if err != nil {
		return err
	}
	paragraphs := make([]string, len(text.Paragraphs))
	for i, p := range text.Paragraphs {
		paragraphs[i] = p.Text
	}
	places, err := loader.Locate(paragraphs, l.Paragraph, l.Text)
	if err != nil {
		return err
	}
	for _, place := range places {
		c.printf("%s\n", place.Pointer())
	}
	return nil
}
