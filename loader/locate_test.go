package loader

import (
	"strings"
	"testing"

	"policygraph/graph"
)

func TestLocate(t *testing.T) {
	paragraphs := []string{"甲公司与乙公司合作，甲公司牵头。", "哈哈哈", "甲公司", "𝄞乐谱"}
	for _, c := range []struct {
		rule      string
		paragraph int
		text      string
		want      string // pointers without check values
		code      graph.Code
		message   string
	}{
		{rule: "every occurrence", paragraph: 1, text: "甲公司", want: "1:0-3 1:10-13"},
		{rule: "to the end", paragraph: 1, text: "牵头。", want: "1:13-16"},
		{rule: "overlapping", paragraph: 2, text: "哈哈", want: "2:0-2 2:1-3"},
		{rule: "in code points, not in UTF-16", paragraph: 4, text: "乐谱", want: "4:1-3"},
		{rule: "somewhere else", paragraph: 2, text: "甲公司", code: graph.CodeNotFound, message: `paragraph 2 does not contain "甲公司"; paragraphs 1, 3 do`},
		{rule: "in one other", paragraph: 1, text: "乐谱", code: graph.CodeNotFound, message: "; paragraph 4 does"},
		{rule: "nowhere", paragraph: 1, text: "丙公司", code: graph.CodeNotFound, message: "neither does any other paragraph: copy the words exactly"},
		{rule: "no text", paragraph: 1, text: "", code: graph.CodeInvalid, message: "no text to look for"},
		{rule: "no paragraph 0", paragraph: 0, text: "甲", code: graph.CodeInvalid, message: "no paragraph 0; the document has 1 to 4"},
		{rule: "none behind the last", paragraph: 5, text: "甲", code: graph.CodeInvalid, message: "no paragraph 5"},
	} {
		places, err := Locate(paragraphs, c.paragraph, c.text)
		var got []string
		for _, p := range places {
			place, check, _ := strings.Cut(p.Pointer(), "#")
			got = append(got, place)
			if check != graph.CheckValue(c.text) {
				t.Errorf("%s: check value %s", c.rule, check)
			}
			if quote := p.Resolve(paragraphs); quote.Text != c.text {
				t.Errorf("%s: %s resolves to %q", c.rule, p.Pointer(), quote.Text)
			}
		}
		if strings.Join(got, " ") != c.want || graph.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, %v", c.rule, got, err)
		}
		if err != nil && !strings.Contains(err.Error(), c.message) {
			t.Errorf("%s: got %v, want %s", c.rule, err, c.message)
		}
	}
}

func TestLocateNamesTenOfManyParagraphs(t *testing.T) {
	_, err := Locate(append([]string{"别的"}, strings.Split(strings.Repeat("甲 ", 30), " ")...), 1, "甲")
	if want := "; paragraphs 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 20 others do"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v", err)
	}
}
