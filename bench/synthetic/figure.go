package synthetic

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"policygraph/graph"
)

// entitiesPerFigure: there is one figure for so many entities.
const entitiesPerFigure = 10

func figuresFor(entities int) int { return entities / entitiesPerFigure }

// sort is a sort of indicator, of which there is one for each trade.
type sort struct {
	slug    string
	name    word
	unit    graph.Unit
	measure graph.Measure
	base    string
	behind  string // what stands behind the number where it is written
	whole   bool   // counts have no tenths
}

var (
	yuan    = graph.Unit{Code: "CNY", Label: graph.Label{ZH: "元", EN: "yuan"}}
	number  = graph.Unit{Code: "1", Label: graph.Label{ZH: "个", EN: "count"}}
	percent = graph.Unit{Code: "%", Label: graph.Label{ZH: "%", EN: "per cent"}}
)

var sorts = []sort{
	{slug: "output", name: word{"产业产值", "output value"}, unit: yuan, measure: graph.Flow, behind: "亿元"},
	{slug: "firms", name: word{"企业数", "number of firms"}, unit: number, measure: graph.Stock, behind: "家", whole: true},
	{slug: "growth", name: word{"产业增速", "growth"}, unit: percent, measure: graph.Change, base: "the same period of the year before", behind: "%"},
	{slug: "share", name: word{"产业占比", "share"}, unit: percent, measure: graph.Share, base: "all industries of the place", behind: "%"},
	{slug: "projects", name: word{"累计开工项目数", "projects begun"}, unit: number, measure: graph.Cumulative, behind: "个", whole: true},
}

func (d *Dataset) indicators() iter.Seq[graph.Record] {
	return func(yield func(graph.Record) bool) {
		for i := range len(sorts) * len(trades) {
			s, t := indicator(i)
			if !yield(&graph.Indicator{
				ID: indicatorID(i), Names: graph.Names{Name: t.zh + s.name.zh, NameEN: t.en + " " + s.name.latin},
				Description: "Made up.", Unit: s.unit, Measure: s.measure, Base: s.base,
			}) {
				return
			}
		}
	}
}

func indicator(i int) (*sort, *trade) { return &sorts[i%len(sorts)], &trades[i/len(sorts)] }

func indicatorID(i int) graph.ID {
	s, t := indicator(i)
	return graph.ID("indicator:" + t.pinyin + "-" + s.slug)
}

// figureShares are how many figures are about each kind, in parts of their sum.
var figureShares = []struct {
	kind  graph.Kind
	parts int
}{{graph.Region, 40}, {graph.Enterprise, 25}, {graph.Industry, 15}, {graph.Cluster, 10}, {graph.Programme, 10}}

// figures are about entities in proportion to rank^(-1/2), as claims are.
func (d *Dataset) figures() iter.Seq[graph.Record] {
	return func(yield func(graph.Record) bool) {
		total := figuresFor(d.size.Entities)
		corrections := total / correctedShare
		weights := make([]int, len(figureShares))
		for i, share := range figureShares {
			weights[i] = share.parts
		}
		made := 0
		for i, total := range split(total-corrections, weights) {
			k := kindOf(figureShares[i].kind)
			count, before := d.population.count[k], made
			for rank := range count {
				var whole graph.ID
				for nth := 0; made-before < powerLaw(total, rank+1, count); nth++ {
					made++
					dice := d.dice(forFigure, made)
					f := d.figure(&dice, who{k, rank}, nth)
					switch {
					case nth == 0:
						whole = graph.FigureID(f, firstID)
					case dice.oneIn(8):
						f.PartOf = whole
					}
					if made%(correctedShare-1) == 0 && made/(correctedShare-1) <= corrections {
						wrong := withdrawnFigure(&dice, f)
						f.Replaces, f.Recorded = wrong.ID, wrong.Retracted
						if !yield(wrong) {
							return
						}
					}
					if !yield(f) {
						return
					}
				}
			}
		}
	}
}

// figure is the nth about its subject: targets and actuals of one indicator after
// another, so that they can be compared, then of the next years.
func (d *Dataset) figure(dice *dice, subject who, nth int) *graph.Figure {
	all := len(sorts) * len(trades)
	of := (subject.number + nth/2) % all
	year := firstYear + nth/(2*all)%years
	s, _ := indicator(of)
	f := &graph.Figure{
		Subject: d.mention(subject, dice), Indicator: indicatorID(of), Unit: s.unit.Code, Occurrence: nth / (2 * all * years),
		Recorded: recordedDay(dice), Evidence: d.evidence(dice, ""),
	}
	end := graph.PartialDate(strconv.Itoa(year))
	if nth%2 == 0 {
		f.Status = pick(dice, []graph.FigureStatus{graph.StatusTarget, graph.StatusTarget, graph.StatusPlan})
		f.Period = graph.Period{To: end + "-12-31"}
	} else {
		f.Status = graph.StatusActual
		f.Period = pick(dice, []graph.Period{{From: end, To: end}, {From: end + "-01", To: end + "-06"}})
	}
	f.Comparator = graph.Exact
	if dice.oneIn(3) {
		f.Comparator = pick(dice, graph.Comparators)
	}
	state(f, s, 10+dice.below(9990))
	if dice.oneIn(6) {
		f.Breakdown = []graph.ID{d.mention(who{kindOf(graph.Industry), dice.skewed(d.population.count[kindOf(graph.Industry)])}, dice)}
	}
	if dice.oneIn(10) {
		f.Condition = "counted above designated size only"
	}
	if dice.oneIn(5) {
		f.Under = d.mention(d.under(dice), dice)
	}
	return f
}

// state gives a figure its value, of so many tenths of what is written, as its
// comparator asks.
func state(f *graph.Figure, s *sort, tenths int) {
	if s.whole {
		tenths -= tenths % 10
	}
	f.Value, f.ValueMax = nil, nil
	switch f.Comparator {
	case graph.Qualitative:
		f.Stated = "稳步增长"
	case graph.Range:
		f.Value, f.ValueMax = s.value(tenths), s.value(2*tenths)
		f.Stated = inTenths(tenths) + "-" + inTenths(2*tenths) + s.behind
	default:
		f.Value, f.Stated = s.value(tenths), inTenths(tenths)+s.behind
	}
}

func (s *sort) value(tenths int) *float64 {
	v := float64(tenths) / 10
	if s.unit == yuan {
		v = float64(tenths) * 1e7 // a tenth of 亿元
	}
	return &v
}

// withdrawnFigure is one that the other corrects: it had another condition.
func withdrawnFigure(dice *dice, f *graph.Figure) *graph.Figure {
	wrong := *f
	wrong.Evidence, wrong.Breakdown = slices.Clone(f.Evidence), slices.Clone(f.Breakdown)
	wrong.Condition = "counted above a size that was misread"
	wrong.Retracted = correctedDay(dice)
	wrong.ID = graph.FigureID(&wrong, firstID)
	return &wrong
}

func inTenths(n int) string {
	if n%10 == 0 {
		return strconv.Itoa(n / 10)
	}
	return fmt.Sprintf("%d.%d", n/10, n%10)
}
