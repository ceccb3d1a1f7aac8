package check

import (
	"math"
	"math/big"
	"slices"

	"policygraph/graph"
	"policygraph/loader/inventory"
	"policygraph/loader/record"
)

// makeFigures makes, in m's scratch, the figures that a record stands for: one for
// each subject. It reports whether their ids are unsure, as makeClaims does.
func (m *maker) makeFigures(r *record.FigureLine) (unsure bool) {
	at, s := r.Position, m.scratch
	s.begin()
	if m.tooMany(at, &r.Statement, len(r.Subject)) {
		return false
	}
	s.subjects = m.knownAll(s.subjects, at, "subject", r.Subject)
	under := m.knownUnder(at, &r.Statement)
	var breakdown []graph.ID
	s.breakdown = m.knownAll(s.breakdown, at, "breakdown", record.OneOrMore[graph.ID](r.Breakdown))
	for _, part := range s.breakdown {
		breakdown = append(breakdown, part.id)
	}
	slices.Sort(breakdown)
	unsure = r.Faulty || under == "" && r.Under.Given() || len(breakdown) < len(r.Breakdown)
	recorded, retracted := m.clocks(at, &r.Statement, r.Document)
	proofs := m.evidence(record.FigureType, &r.Statement, shortForm(at, &r.Statement, r.Document))
	scale, unit, unitKnown := m.figureUnit(r)
	m.checkFigureValues(r, scale)
	m.checkFigureQuotes(r, proofs)
	if !unitKnown {
		return false
	}

	for _, subject := range s.subjects {
		figure := takeOne(s, &s.figures)
		*figure = graph.Figure{
			Subject: subject.id, Indicator: m.indicators[r.Indicator.Value].ID.Value,
			Value: scaled(r.Value.Value, scale), ValueMax: scaled(r.ValueMax.Value, scale), Unit: unit, Stated: keep(m.interner, r.Stated.Value),
			Comparator: r.Comparator.Value, Period: graph.Period{From: keep(m.interner, r.Period.Value.From), To: keep(m.interner, r.Period.Value.To)}, Status: r.Status.Value,
			Breakdown: slices.Clone(breakdown), Condition: keep(m.interner, r.Condition.Value), Under: under, Occurrence: int(r.Again.Value),
			Recorded: recorded, Retracted: retracted, Replaces: keep(m.interner, m.referred(r.Replaces.Value, at.File, record.FigureType)), PartOf: keep(m.interner, m.referred(r.PartOf.Value, at.File, record.FigureType)), Evidence: s.evidenceOf(proofs),
		}
		graph.CompleteFigure(figure, m.entities.firstOf)
		s.made = append(s.made, figure)
	}
	return unsure
}

// figureUnit finds the unit of a figure's indicator, and the factor that converts the
// figure's own unit to it.
func (m *maker) figureUnit(r *record.FigureLine) (scale *big.Rat, unit string, ok bool) {
	id := r.Indicator.Value
	if id == "" {
		return nil, "", false
	}
	indicator := m.indicators[id]
	if indicator == nil {
		switch {
		case m.files.LostIndicators():
		case id.IsIndicator():
			m.report(r.On(r.Indicator.Line), "indicator: unknown id %s%s; add it to %s, or correct the id", id, record.SuggestID(id, record.KeysOf(m.indicators)), inventory.IndicatorsName)
		default:
			m.report(r.On(r.Indicator.Line), "indicator: %s is not the id of an indicator; name an indicator", id)
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
	own := m.units[stated]
	switch {
	case own == nil:
		m.report(r.On(r.Unit.Line), "unit: unknown unit %s%s; declare it in %s", stated, record.Suggest(stated, record.KeysOf(m.units)), inventory.IndicatorsName)
	case own.Base.Value != unit:
		m.report(r.On(r.Unit.Line), "unit: %s does not fit %s, whose values are in %s; write that unit or a multiple of it", stated, id, unit)
	case own.Scale.Value.Given():
		return own.Scale.Value.Exact(), unit, true
	}
	return nil, "", false
}

// one is the factor of a value in the indicator's own unit.
var one = big.NewRat(1, 1)

// scaled converts exactly and rounds once: 3.6 times 1e8 is 360000000. It returns
// nil if there is no number or the result is out of the range of a float64.
func scaled(d record.Decimal, scale *big.Rat) *float64 {
	if !d.Given() {
		return nil
	}
	v := d.Float()
	if scale != one {
		v, _ = new(big.Rat).Mul(d.Exact(), scale).Float64()
	}
	if math.IsInf(v, 0) || v == 0 && d.Float() != 0 {
		return nil
	}
	return &v
}

// checkFigureValues checks what depends on the record's own keys only. scale is nil
// if the unit is unknown.
func (m *maker) checkFigureValues(r *record.FigureLine, scale *big.Rat) {
	at := r.Position
	switch value, upper := r.Value, r.ValueMax; {
	case r.Comparator.Given() && r.Comparator.Value == "": // reported when it was read
	case r.Comparator.Value == graph.Qualitative:
		if value.Given() || upper.Given() {
			m.report(at.On(max(value.Line, upper.Line)), "value: not allowed in a QUALITATIVE figure; delete it, or the comparator")
		}
	case !value.Given():
		m.report(at, "missing key value; add it, or comparator: QUALITATIVE if the text gives none")
	case r.Comparator.Value != graph.Range && upper.Given():
		m.report(at.On(upper.Line), "value_max: allowed for a RANGE only; delete it, or write comparator: RANGE")
	case r.Comparator.Value == graph.Range && !upper.Given():
		m.report(at.On(r.Comparator.Line), "missing key value_max; a RANGE needs one")
	case value.Value.Given() && upper.Value.Given() && value.Value.Exact().Cmp(upper.Value.Exact()) >= 0:
		m.report(at.On(upper.Line), "value_max: must be above value; correct one of them")
	}
	if scale != nil {
		for _, v := range []record.Field[record.Decimal]{r.Value, r.ValueMax} {
			if v.Value.Given() && scaled(v.Value, scale) == nil {
				m.report(at.On(v.Line), "value: %s out of range in the indicator's unit; choose another unit", v.Value.Text)
			}
		}
	}
	if scale != nil && r.Stated.Value != "" && !r.Retracted.Given() {
		for _, v := range []record.Field[record.Decimal]{r.Value, r.ValueMax} {
			if v.Value.Given() && !record.StatedAs(r.Stated.Value, v.Value.Exact(), scale) {
				m.report(at.On(v.Line), "value: %s does not match %q; correct one of them, or the unit", v.Value.Text, r.Stated.Value)
			}
		}
	}
}
