package synthetic

import (
	"time"

	"policygraph/graph"
)

// Dates lie in these years; statements are recorded in the last two.
const (
	firstYear     = 2016
	years         = 10
	daysRecorded  = 500 // of the last two years, on which statements are recorded
	daysCorrected = 200 // after those, on which some are corrected
	published     = graph.Day("2026-01-01")
)

// days are all days of the years, in order.
var days = func() []graph.Day {
	var all []graph.Day
	for t := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() < firstYear+years; t = t.AddDate(0, 0, 1) {
		all = append(all, graph.Day(t.Format(time.DateOnly)))
	}
	return all
}()

var recordedFrom = len(days) - daysRecorded - daysCorrected

// recordedDay is when something was recorded.
func recordedDay(dice *dice) graph.Day { return days[recordedFrom+dice.below(daysRecorded)] }

// correctedDay is later than any recordedDay.
func correctedDay(dice *dice) graph.Day {
	return days[recordedFrom+daysRecorded+dice.below(daysCorrected)]
}

// partial is a date of any precision.
func partial(dice *dice) graph.PartialDate { return precise(dice, dice.below(len(days))) }

func precise(dice *dice, day int) graph.PartialDate {
	return graph.PartialDate(days[day][:pick(dice, []int{4, 7, 10})])
}

// holds is when something held: for half of all claims, and for half of those it
// does still.
func holds(dice *dice) graph.Period {
	if dice.oneIn(2) {
		return graph.Period{}
	}
	begin := dice.below(len(days))
	p := graph.Period{From: precise(dice, begin)}
	if dice.oneIn(2) {
		p.To = precise(dice, begin+dice.below(len(days)-begin))
	}
	return p
}
