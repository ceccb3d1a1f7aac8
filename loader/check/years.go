package check

import (
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// farYears is how many years from its document a date may be that the quote does not
// write: reports look back and plan ahead, but not as far. A date that is farther is
// more likely a slip of the pen.
const farYears = 30

// checkClaimText compares the values of a claim with the quotes of its evidence.
func (m *maker) checkClaimText(r *record.ClaimLine, proofs []proof, quotes []quotation) {
	m.checkAmount(r, proofs, quotes)
	if r.Retracted.Given() {
		return
	}
	for _, date := range []struct {
		key string
		record.Field[graph.PartialDate]
	}{{"expected", r.Expected}, {"valid_from", r.ValidFrom}, {"valid_to", r.ValidTo}} {
		m.checkYears(r.On(date.Line), date.key, graph.Period{From: date.Value}, quotes)
	}
}

// checkYears reports a year that is far from the dates of all documents, and that none of
// the quotes writes.
func (m *maker) checkYears(at problem.Position, key string, p graph.Period, quotes []quotation) {
	for i, date := range []graph.PartialDate{p.From, p.To} {
		if date == "" || i == 1 && p.From != "" && p.From[:4] == date[:4] {
			continue
		}
		year, _ := strconv.Atoi(string(date[:4])) // it was read as a date
		near := func(e quotation) bool {
			published := m.documents[e.Document].PublishedOn
			if published == "" || strings.Contains(e.words, string(date[:4])) {
				return true
			}
			of, _ := strconv.Atoi(string(published[:4]))
			return max(year-of, of-year) <= farYears
		}
		if len(quotes) > 0 && !slices.ContainsFunc(quotes, near) {
			published := m.documents[quotes[0].Document].PublishedOn
			m.report(at, "%s: %s is more than %d years from the document's date %s, and no quote writes the year; correct it, or point to words that do", key, date, farYears, published)
		}
	}
}
