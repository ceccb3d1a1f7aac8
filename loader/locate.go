package loader

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"policygraph/graph"
	"policygraph/loader/problem"
)

// Locate finds a text in a paragraph of a document. It returns a place for each
// occurrence, in order, including those that overlap. [graph.Evidence.Pointer] is what a
// dataset's file holds.
//
// The error has [graph.CodeInvalid] if there is no such paragraph, and
// [graph.CodeNotFound] if the text is not in it; the message then names the paragraphs
// that contain it.
func Locate(paragraphs []string, paragraph int, text string) ([]graph.Evidence, error) {
	if paragraph < 1 || paragraph > len(paragraphs) {
		return nil, graph.Errorf(graph.CodeInvalid, "no paragraph %d; the document has 1 to %d", paragraph, len(paragraphs))
	}
	if text == "" {
		return nil, graph.Errorf(graph.CodeInvalid, "no text to look for")
	}
	var out []graph.Evidence
	p, length := paragraphs[paragraph-1], utf8.RuneCountInString(text)
	for from, start := 0, 0; ; {
		at := strings.Index(p[from:], text)
		if at < 0 {
			break
		}
		start += utf8.RuneCountInString(p[from : from+at])
		out = append(out, graph.Evidence{Paragraph: paragraph, Start: start, End: start + length, Check: graph.CheckValue(text)})
		_, size := utf8.DecodeRuneInString(p[from+at:])
		from += at + size
		start++
	}
	if out == nil {
		return nil, graph.Errorf(graph.CodeNotFound, "paragraph %d does not contain %q%s", paragraph, problem.Clip(text), elsewhere(paragraphs, text))
	}
	return out, nil
}

func elsewhere(paragraphs []string, text string) string {
	const shown = 10
	var numbers []string
	for i, p := range paragraphs {
		if strings.Contains(p, text) {
			numbers = append(numbers, fmt.Sprint(i+1))
		}
	}
	switch {
	case len(numbers) == 0:
		return "; neither does any other paragraph: copy the words exactly as they are in the text"
	case len(numbers) == 1:
		return "; paragraph " + numbers[0] + " does"
	case len(numbers) > shown:
		return fmt.Sprintf("; paragraphs %s and %d others do", strings.Join(numbers[:shown], ", "), len(numbers)-shown)
	default:
		return "; paragraphs " + strings.Join(numbers, ", ") + " do"
	}
}
