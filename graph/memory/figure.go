package memory

import (
	"slices"

	"policygraph/graph"
)

// figure holds the fields that nearly every figure has, in 80 bytes without a pointer;
// breakdowns are in [snapshot.breakdowns], the others in [rareOfFigures].
type figure struct {
	id                      uint64
	value, max              float64
	subject, indicator      int32
	under                   int32  // -1 where none
	unit, stated, condition uint32 // in [snapshot.figureTexts]
	from, to                date
	recorded, asOf, since   date
	evidence                uint32 // see [snapshot.evidenceLists]
	status, comparator      uint8
	state                   uint8
	has                     uint8
}

// The bits of a figure's state.
const (
	figureValue = 1 << iota
	figureMax
	figureSeveral // has several pieces of evidence
)

// The bits of the rare fields that a figure has.
const (
	figurePartOf = 1 << iota
	figureOccurrence
	figureReplaces
	figureReplacedBy
	figureRetracted
)

// rareOfFigures holds the fields that few figures have.
type rareOfFigures struct {
	partOf     sparse[uint64]
	again      sparse[int32]
	replaces   sparse[uint64]
	replacedBy sparse[uint64]
	retracted  sparse[date]
}

// readFigure is a figure as it was read.
type readFigure struct {
	figure
	hash                         uint64
	pieces                       uint32 // of evidence
	key                          string
	breakdown                    []int32
	partOf, replaces, replacedBy uint64
	again                        int32
	retracted                    date
}

func (f *figure) retracted() bool { return f.has&figureRetracted != 0 }
func (f *figure) several() bool   { return f.state&figureSeveral != 0 }

// figure packs a figure as it is read.
func (in *ingest) figure(f *graph.Figure) (readFigure, error) {
	p := packing{record: f}
	row := readFigure{hash: recordHash(f), pieces: uint32(len(f.Evidence)), key: graph.FigureKey(f)}
	row.id = p.id(f.ID, graph.FigurePrefix)
	row.subject, row.under = p.entity(in.snapshot, f.Subject), -1
	if f.Under != "" {
		row.under = p.entity(in.snapshot, f.Under)
	}
	indicator, ok := in.snapshot.indicatorByID[f.Indicator]
	if !ok {
		p.missing(f.Indicator)
	}
	row.indicator = indicator
	for _, part := range f.Breakdown {
		row.breakdown = append(row.breakdown, p.entity(in.snapshot, part))
	}
	if f.Value != nil {
		row.value, row.state = *f.Value, row.state|figureValue
	}
	if f.ValueMax != nil {
		row.max, row.state = *f.ValueMax, row.state|figureMax
	}
	row.unit, row.stated, row.condition = in.figureTexts.number(f.Unit, cloned), in.figureTexts.number(f.Stated, cloned), in.figureTexts.number(f.Condition, cloned)
	row.from, row.to = packDate(&p, f.Period.From), packDate(&p, f.Period.To)
	row.recorded, row.asOf, row.since = packDate(&p, f.Recorded), packDate(&p, f.AsOf), packDate(&p, f.Since)
	row.status, row.comparator = uint8(packOne(&p, "status", statusNumbers, f.Status)), uint8(packOne(&p, "comparator", comparatorNumbers, f.Comparator))
	if len(f.Evidence) > 1 {
		row.state |= figureSeveral
	}
	if f.PartOf != "" {
		row.has, row.partOf = row.has|figurePartOf, p.id(f.PartOf, graph.FigurePrefix)
	}
	if f.Occurrence != 0 {
		row.has, row.again = row.has|figureOccurrence, p.number(f.Occurrence)
	}
	if f.Replaces != "" {
		row.has, row.replaces = row.has|figureReplaces, p.id(f.Replaces, graph.FigurePrefix)
	}
	if f.ReplacedBy != "" {
		row.has, row.replacedBy = row.has|figureReplacedBy, p.id(f.ReplacedBy, graph.FigurePrefix)
	}
	if f.Retracted != "" {
		row.has, row.retracted = row.has|figureRetracted, packDate(&p, f.Retracted)
	}
	return row, p.err
}

// add stores the rare fields of a figure.
func (r *rareOfFigures) add(i int32, f *readFigure) {
	if f.has&figurePartOf != 0 {
		r.partOf.add(i, f.partOf)
	}
	if f.has&figureOccurrence != 0 {
		r.again.add(i, f.again)
	}
	if f.has&figureReplaces != 0 {
		r.replaces.add(i, f.replaces)
	}
	if f.has&figureReplacedBy != 0 {
		r.replacedBy.add(i, f.replacedBy)
	}
	if f.has&figureRetracted != 0 {
		r.retracted.add(i, f.retracted)
	}
}

// seesFigure reports whether a figure is seen at the dates.
func (s *snapshot) seesFigure(at clocks, i int32) bool {
	f := &s.figures[i]
	var retracted date
	if f.retracted() {
		if at.known == 0 {
			return false
		}
		retracted = s.rareFigures.retracted.at(i)
	}
	from, to := f.holds(at)
	return at.sees(f.recorded, retracted, from, to)
}

// holds is [graph.Figure.Holds].
func (f *figure) holds(at clocks) (from, to date) {
	from, to = f.from, f.to
	if !at.presume || f.since == 0 || from != 0 {
		return from, to
	}
	actual := graph.FigureStatuses[f.status] == graph.StatusActual
	switch since := f.since.first(); {
	case !actual && (to == 0 || to.last() >= since):
		from = since
	case actual && to == 0:
		from, to = since, f.asOf.last()
	}
	return from, to
}

// figureFilter returns what a query requires of a figure; nil if nothing.
func (s *snapshot) figureFilter(q *graph.FigureQuery) func(int32, flags) bool {
	if q.At == (graph.AsOf{}) && q.Statuses == nil {
		return nil
	}
	at := clocksOf(q.At)
	return func(i int32, _ flags) bool {
		return s.seesFigure(at, i) && (q.Statuses == nil || slices.Contains(q.Statuses, graph.FigureStatuses[s.figures[i].status]))
	}
}
