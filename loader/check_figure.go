package loader

import (
	"math"
	"math/big"
	"slices"

	"policygraph/graph"
)

// makeFigures makes, in m's scratch, the figures that a record stands for: one
// for each subject. They are unsure like claims.
func (m *maker) makeFigures(r *figureLine) (unsure bool) {
	at, s := r.position, m.scratch
	s.begin()
	if m.tooMany(at, &r.statementRecord, len(r.Subject)) {
		return false
	}
	s.subjects = m.knownAll(s.subjects, at, "subject", r.Subject)
	under := m.knownUnder(at, &r.statementRecord)
	var breakdown []graph.ID
	s.breakdown = m.knownAll(s.breakdown, at, "breakdown", oneOrMore[graph.ID](r.Breakdown))
	for _, part := range s.breakdown {
		breakdown = append(breakdown, part.id)
	}
	slices.Sort(breakdown)
	unsure = r.faulty || under == "" && r.Under.given() || len(breakdown) < len(r.Breakdown)
	recorded, retracted := m.clocks(at, &r.statementRecord, r.Document)
	proofs := m.evidence(at, &r.statementRecord, r.Document)
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
			Breakdown: slices.Clone(breakdown), Condition: keep(m.interner, r.Condition.Value), Under: under, Again: int(r.Again.Value),
			Recorded: recorded, Retracted: retracted, Replaces: keep(m.interner, m.referred(r.Replaces.Value, at.file, figureSort)), PartOf: keep(m.interner, m.referred(r.PartOf.Value, at.file, figureSort)), Evidence: s.evidenceOf(proofs),
		}
		graph.CompleteFigure(figure, m.entities.firstOf)
		s.made = append(s.made, figure)
	}
	return unsure
}

// figureUnit finds the unit that a figure's indicator keeps values in, and what
// to multiply the figure's own by.
func (m *maker) figureUnit(r *figureLine) (scale *big.Rat, unit string, ok bool) {
	id := r.Indicator.Value
	if id == "" {
		return nil, "", false
	}
	indicator := m.indicators[id]
	if indicator == nil {
		switch {
		case m.files.lostIndicators():
		case id.IsIndicator():
			m.report(r.on(r.Indicator.Line), "indicator: there is no %s%s: add it to %s, or correct the id", id, suggestID(id, keysOfMap(m.indicators)), indicatorsName)
		default:
			m.report(r.on(r.Indicator.Line), "indicator: %s is the id of something else: name an indicator", id)
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
		m.report(r.on(r.Unit.Line), "unit: there is no unit %s%s: declare it in %s", stated, suggest(stated, keysOfMap(m.units)), indicatorsName)
	case own.Base.Value != unit:
		m.report(r.on(r.Unit.Line), "unit: %s does not fit %s, whose values are in %s: write that unit or a multiple of it", stated, id, unit)
	case own.Scale.Value.given():
		return own.Scale.Value.exact(), unit, true
	}
	return nil, "", false
}

// one is the scale of a value in the indicator's own unit.
var one = big.NewRat(1, 1)

// scaled converts exactly and rounds once: 3.6 times 1e8 is 360000000. It returns
// nil where there is no number, and where it is out of the range of a float64.
func scaled(d decimal, scale *big.Rat) *float64 {
	if !d.given() {
		return nil
	}
	v := d.float()
	if scale != one {
		v, _ = new(big.Rat).Mul(d.exact(), scale).Float64()
	}
	if math.IsInf(v, 0) || v == 0 && d.float() != 0 {
		return nil
	}
	return &v
}

// checkFigureValues checks what concerns the record's own keys only. scale is
// nil where the unit is not known.
func (m *maker) checkFigureValues(r *figureLine, scale *big.Rat) {
	at := r.position
	switch value, upper := r.Value, r.ValueMax; {
	case r.Comparator.given() && r.Comparator.Value == "": // reported when it was read
	case r.Comparator.Value == graph.Qualitative:
		if value.given() || upper.given() {
			m.report(at.on(max(value.Line, upper.Line)), "value: a QUALITATIVE figure has none: delete it, or the comparator")
		}
	case !value.given():
		m.report(at, "value is missing: write it, or comparator: QUALITATIVE where the text gives none")
	case r.Comparator.Value != graph.Range && upper.given():
		m.report(at.on(upper.Line), "value_max: only a RANGE has it: delete it, or write comparator: RANGE")
	case r.Comparator.Value == graph.Range && !upper.given():
		m.report(at.on(r.Comparator.Line), "value_max is missing: a RANGE has one, write it")
	case value.Value.given() && upper.Value.given() && value.Value.exact().Cmp(upper.Value.exact()) >= 0:
		m.report(at.on(upper.Line), "value_max: it is not above value: correct one of them")
	}
	if scale != nil {
		for _, v := range []field[decimal]{r.Value, r.ValueMax} {
			if v.Value.given() && scaled(v.Value, scale) == nil {
				m.report(at.on(v.Line), "value: %s in the indicator's unit is out of range: values are kept as float64; choose another unit", v.Value.text)
			}
		}
	}
	if scale != nil && r.Stated.Value != "" && !r.Retracted.given() {
		for _, v := range []field[decimal]{r.Value, r.ValueMax} {
			if v.Value.given() && !statedAs(r.Stated.Value, v.Value.exact(), scale) {
				m.report(at.on(v.Line), "value: %s is not what %q says: correct one of them, or the unit", v.Value.text, r.Stated.Value)
			}
		}
	}
}
