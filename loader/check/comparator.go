package check

import (
	"regexp"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// comparing is a word beside a number and what it says of the number.
type comparing struct {
	word string
	is   graph.Comparator
}

// Words before and behind a number, after the reading rules of docs/dataset.md. A longer
// word comes before one that it ends or begins with: 不超过 before 超过, and 签约, which
// compares nothing, before 约.
var (
	wordsBefore = []comparing{
		{"签约", ""}, {"节约", ""}, {"预约", ""}, {"履约", ""}, {"集约", ""}, {"合约", ""}, {"最近", ""}, {"临近", ""}, {"附近", ""}, {"赶超", ""}, {"反超", ""},
		{"不超过", graph.AtMost}, {"不高于", graph.AtMost}, {"不多于", graph.AtMost}, {"至多", graph.AtMost}, {"最多", graph.AtMost},
		{"不少于", graph.AtLeast}, {"不低于", graph.AtLeast}, {"至少", graph.AtLeast},
		{"超过", graph.MoreThan}, {"突破", graph.MoreThan}, {"高于", graph.MoreThan}, {"多于", graph.MoreThan}, {"超", graph.MoreThan},
		{"大约", graph.About}, {"约", graph.About}, {"近", graph.About},
	}
	wordsBehind = []comparing{
		{"左右", graph.About}, {"上下", graph.About}, {"以上", graph.AtLeast}, {"以内", graph.AtMost}, {"以下", graph.AtMost},
	}
	// A number with 余 or 多 before or behind the words that multiply it: 600多个, 1.2万余家.
	overForm = regexp.MustCompile(`^[0-9][0-9,.]*[ 十百千万亿]*[余多]`)
	// A share or number in a round word, which says no more than about: 半数, 七成, 百户.
	roundForm = regexp.MustCompile(`^(?:半数|[一二两三四五六七八九]成|[十百千万][户家个项])$`)
	// A number in digits with the words that multiply it.
	digitsForm = regexp.MustCompile(`[0-9][0-9,.]*[ 十百千万亿]*`)
)

// checkComparator reports a comparator that contradicts the word beside the figure's
// number in the quote. It looks only where the wording stands in the quote exactly once.
func (m *maker) checkComparator(r *record.FigureLine, e quotation) {
	meant := r.Comparator.Value
	switch {
	case r.Comparator.Given() && meant == "":
		return // reported when it was read
	case !r.Comparator.Given():
		meant = graph.Exact
	case meant == graph.Range || meant == graph.Qualitative:
		return
	}
	word, says := comparatorIn(e.words, r.Stated.Value)
	if says != "" && says != meant {
		m.report(r.On(max(r.Comparator.Line, e.Line)), "comparator: %s contradicts %q of %q; write %s, or point to other words", meant, word, problem.Clip(e.words), says)
	}
}

// comparatorIn returns the word beside a wording in a quote, and what it says; "" if
// there is none, or it says nothing.
func comparatorIn(quote, stated string) (word string, says graph.Comparator) {
	if strings.Count(quote, stated) != 1 {
		return "", ""
	}
	from := strings.Index(quote, stated)
	to := from + len(stated)
	number := digitsForm.FindStringIndex(quote[from:to])
	if number == nil && roundForm.MatchString(stated) && !besideComparing(quote[:from], quote[to:]) {
		return stated, graph.About
	}
	if number == nil || len(digitsForm.FindAllString(quote[from:to], 2)) > 1 {
		return "", ""
	}
	before, behind := quote[:from+number[0]], quote[to:]
	for _, w := range wordsBefore {
		if strings.HasSuffix(before, w.word) {
			return w.word, w.is
		}
	}
	if over := overForm.FindString(quote[from+number[0]:]); over != "" {
		return over[strings.LastIndexAny(over, "余多"):], graph.MoreThan
	}
	inside := quote[from+number[1] : to]
	i := slices.IndexFunc(wordsBehind, func(w comparing) bool { return strings.HasSuffix(inside, w.word) || strings.HasPrefix(behind, w.word) })
	if i < 0 {
		return "", ""
	}
	return wordsBehind[i].word, wordsBehind[i].is
}

// besideComparing reports whether a comparing word ends what is before a wording, or begins
// what is behind it.
func besideComparing(before, behind string) bool {
	return slices.ContainsFunc(wordsBefore, func(w comparing) bool { return strings.HasSuffix(before, w.word) }) ||
		slices.ContainsFunc(wordsBehind, func(w comparing) bool { return strings.HasPrefix(behind, w.word) })
}
