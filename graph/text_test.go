package graph_test

import (
	"testing"

	"policygraph/graph"
)

func TestPointerReadsWhatItWrites(t *testing.T) {
	for _, s := range []string{"1:31-52#9f3c2a10", "120:0-1#00000000", "*"} {
		e, err := graph.ParsePointer(s)
		if err != nil || e.Pointer() != s {
			t.Errorf("%q: %+v, %v, written %q", s, e, err, e.Pointer())
		}
	}
	for _, s := range []string{"", "1:31-52", "1:31-52#9f3c2a1", "1:31-52#9F3C2A10", "0:1-2#9f3c2a10", "1:5-5#9f3c2a10", "1:6-5#9f3c2a10", "1:-1-5#9f3c2a10", "1:1-5#9f3c2a10 ", "1:1-9999999999#9f3c2a10", "**"} {
		if e, err := graph.ParsePointer(s); graph.CodeOf(err) != graph.CodeInvalid {
			t.Errorf("%q is read as %+v, %v", s, e, err)
		}
	}
}

func TestResolve(t *testing.T) {
	paragraphs := []string{"第一段", "支持𠮷林化工和岚信"}
	check := graph.CheckValue("𠮷林化工")
	for _, c := range []struct {
		rule string
		e    graph.Evidence
		want graph.Quote
	}{
		{"offsets count code points", graph.Evidence{Paragraph: 2, Start: 2, End: 6, Check: check}, graph.Quote{Before: "支持", Text: "𠮷林化工", After: "和岚信"}},
		{"other words are no quote", graph.Evidence{Paragraph: 2, Start: 2, End: 5, Check: check}, graph.Quote{Unavailable: graph.TextChanged}},
		{"an end outside the paragraph", graph.Evidence{Paragraph: 2, Start: 2, End: 60, Check: check}, graph.Quote{Unavailable: graph.TextChanged}},
		{"an end before the start", graph.Evidence{Paragraph: 2, Start: 6, End: 2, Check: check}, graph.Quote{Unavailable: graph.TextChanged}},
		{"a start before the paragraph", graph.Evidence{Paragraph: 2, Start: -1, End: 2, Check: check}, graph.Quote{Unavailable: graph.TextChanged}},
		{"a paragraph that the text does not have", graph.Evidence{Paragraph: 3, Start: 0, End: 1, Check: check}, graph.Quote{Unavailable: graph.TextChanged}},
		{"a register that is cited whole", graph.Evidence{}, graph.Quote{Unavailable: graph.TextNotFound}},
	} {
		if got := c.e.Resolve(paragraphs); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.rule, got, c.want)
		}
	}
	if got := (graph.Evidence{Paragraph: 1, End: 1}).Resolve(nil); got.Unavailable != graph.TextNotFound {
		t.Errorf("without a text: %+v", got)
	}
}

func TestDocumentKnowsItsParagraphs(t *testing.T) {
	whole := &graph.Document{}
	part := &graph.Document{FirstParagraph: 10, LastParagraph: 20, Boilerplate: []graph.Paragraphs{{From: 10, To: 11}, {From: 20, To: 20}}}
	for paragraph, want := range map[int][3]bool{ // of the whole, of the part, furniture of the part
		0: {false, false, false}, 1: {true, false, false}, 9: {true, false, false}, 10: {true, true, true}, 11: {true, true, true},
		12: {true, true, false}, 20: {true, true, true}, 21: {true, false, false},
	} {
		if got := [3]bool{whole.Contains(paragraph), part.Contains(paragraph), part.IsBoilerplate(paragraph)}; got != want {
			t.Errorf("paragraph %d: %v, want %v", paragraph, got, want)
		}
	}
}

func FuzzParsePointer(f *testing.F) {
	for _, s := range []string{"1:31-52#9f3c2a10", "*", "1:1-1#00000000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := graph.ParsePointer(s)
		if err != nil {
			return
		}
		if again, err := graph.ParsePointer(e.Pointer()); err != nil || again != e {
			t.Errorf("%q is read as %+v, written %q and read as %+v, %v", s, e, e.Pointer(), again, err)
		}
	})
}
