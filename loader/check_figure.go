package loader

import (
	"math/big"
	"slices"

	"policygraph/graph"
)

// makeFigures makes, in c's scratch, the figures that a record stands for: one
// for each subject. They are unsure like claims.
func (c *checking) makeFigures(r *figureLine) (unsure bool) {
	at, s := r.position, c.scratch
	s.begin()
	if c.tooMany(at, &r.statementRecord, len(r.Subject)) {
		return false
	}
	s.subjects = c.knownAll(s.subjects, at, "subject", r.Subject)
	under := c.knownUnder(at, &r.statementRecord)
	var breakdown []graph.ID
	s.breakdown = c.knownAll(s.breakdown, at, "breakdown", oneOrMore[graph.ID](r.Breakdown))
	for _, part := range s.breakdown {
		breakdown = append(breakdown, part.id)
	}
	slices.Sort(breakdown)
	unsure = r.faulty || under == "" && r.Under.given() || len(breakdown) < len(r.Breakdown)
	recorded, retracted := c.clocks(at, &r.statementRecord, r.Document)
	proofs := c.evidence(at, &r.statementRecord, r.Document)
	scale, unit, unitKnown := c.figureUnit(r)
	c.checkFigureValues(r, scale)
	c.checkFigureQuotes(r, proofs)
	if !unitKnown {
		return false
	}

	for _, subject := range s.subjects {
		figure := takeOne(s, &s.figures)
		*figure = graph.Figure{
			Subject: subject.id, Indicator: c.indicatorByID[r.Indicator.Value].ID.Value,
			Value: scaled(r.Value.Value, scale), ValueMax: scaled(r.ValueMax.Value, scale), Unit: unit, Stated: keep(c, r.Stated.Value),
			Comparator: r.Comparator.Value, Period: graph.Period{From: keep(c, r.Period.Value.From), To: keep(c, r.Period.Value.To)}, Status: r.Status.Value,
			Breakdown: slices.Clone(breakdown), Condition: keep(c, r.Condition.Value), Under: under, Occurrence: int(r.Again.Value),
			Recorded: recorded, Retracted: retracted, Replaces: c.referred(r.Replaces, at.file, figureSort), PartOf: c.referred(r.PartOf, at.file, figureSort), Evidence: s.evidenceOf(proofs),
		}
		graph.CompleteFigure(figure, c.entities.firstOf)
		s.made = append(s.made, figure)
	}
	return unsure
}

// figureUnit finds the unit that a figure's indicator keeps values in, and what
// to multiply the figure's own by.
func (c *checking) figureUnit(r *figureLine) (scale *big.Rat, unit string, ok bool) {
	id := r.Indicator.Value
	if id == "" {
		return nil, "", false
	}
	indicator := c.indicatorByID[id]
	if indicator == nil {
		switch {
		case c.lost[indicatorsName]:
		case id.IsIndicator():
			c.report(r.on(r.Indicator.Line), "indicator: there is no %s%s: add it to %s, or correct the id", id, suggestID(id, keysOfMap(c.indicatorByID)), indicatorsName)
		default:
			c.report(r.on(r.Indicator.Line), "indicator: %s is the id of something else: name an indicator", id)
		}
		return nil, "", false
	}
	unit = indicator.Unit.Value
	if unit == "" {
		return nil, "", false // reported at the indicator
	}
	stated := r.Unit.Value
	if stated == "" || stated == unit {
		return one, unit, true
	}
	own := c.unitsByCode[stated]
	switch {
	case own == nil:
		c.report(r.on(r.Unit.Line), "unit: there is no unit %s%s: declare it in %s", stated, suggest(stated, keysOfMap(c.unitsByCode)), indicatorsName)
	case own.Base.Value != unit:
		c.report(r.on(r.Unit.Line), "unit: %s does not fit %s, whose values are in %s: write that unit or a multiple of it", stated, id, unit)
	case own.Scale.Value.given():
		return own.Scale.Value.exact(), unit, true
	}
	return nil, "", false
}

// one is the scale of a value in the indicator's own unit.
var one = big.NewRat(1, 1)

// scaled converts exactly and rounds once: 3.6 times 1e8 is 360000000.
func scaled(d decimal, scale *big.Rat) *float64 {
	if !d.given() {
		return nil
	}
	v := d.float()
	if scale != one {
		v, _ = new(big.Rat).Mul(d.exact(), scale).Float64()
	}
	return &v
}

// checkFigureValues checks what concerns the record's own keys only. scale is
// nil where the unit is not known.
func (c *checking) checkFigureValues(r *figureLine, scale *big.Rat) {
	at := r.position
	switch value, upper := r.Value, r.ValueMax; {
	case r.Comparator.given() && r.Comparator.Value == "": // reported when it was read
	case r.Comparator.Value == graph.Qualitative:
		if value.given() || upper.given() {
			c.report(at.on(max(value.Line, upper.Line)), "value: a QUALITATIVE figure has none: delete it, or the comparator")
		}
	case !value.given():
		c.report(at, "value is missing: write it, or comparator: QUALITATIVE where the text gives none")
	case r.Comparator.Value != graph.Range && upper.given():
		c.report(at.on(upper.Line), "value_max: only a RANGE has it: delete it, or write comparator: RANGE")
	case r.Comparator.Value == graph.Range && !upper.given():
		c.report(at.on(r.Comparator.Line), "value_max is missing: a RANGE has one, write it")
	case value.Value.given() && upper.Value.given() && value.Value.exact().Cmp(upper.Value.exact()) >= 0:
		c.report(at.on(upper.Line), "value_max: it is not above value: correct one of them")
	}
	if scale != nil && r.Stated.Value != "" && !r.Retracted.given() {
		for _, v := range []field[decimal]{r.Value, r.ValueMax} {
			if v.Value.given() && !statedAs(r.Stated.Value, v.Value.exact(), scale) {
				c.report(at.on(v.Line), "value: %s is not what %q says: correct one of them, or the unit", v.Value.text, r.Stated.Value)
			}
		}
	}
}
