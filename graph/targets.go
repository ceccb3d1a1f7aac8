package graph

import "context"

// Progress compares targets and plans with the actuals of any period that were known at
// the dates ([Actuals.ProgressOf]). It returns nil for actuals. measures holds, for each
// figure, what its indicator measures.
func (r *Reader) Progress(ctx context.Context, figures []*Figure, measures []Measure, at AsOf) ([]*TargetProgress, error) {
	index := map[ID]int{} // in set
	var set []ID
	for _, f := range figures {
		if _, known := index[f.Measure()]; f.Status != StatusActual && !known {
			index[f.Measure()] = len(set)
			set = append(set, f.Measure())
		}
	}
	progress := make([]*TargetProgress, len(figures))
	if len(set) == 0 {
		return progress, nil
	}
	actuals := make([][]*Figure, len(set))
	err := eachOf(set, func(of []ID, p Page) ([]Connection[*Figure], error) {
		return r.Figures(ctx, FigureQuery{Of: of, By: ByMeasure, Statuses: []FigureStatus{StatusActual}, At: AsOf{KnownAsOf: at.KnownAsOf}, Page: p})
	}, func(of ID, f *Figure) error {
		actuals[index[of]] = append(actuals[index[of]], f)
		return nil
	})
	if err != nil {
		return nil, err
	}
	byMeasure := make([]*Actuals, len(set))
	for i, f := range figures {
		if f.Status == StatusActual {
			continue
		}
		of := index[f.Measure()]
		if byMeasure[of] == nil {
			byMeasure[of] = NewActuals(actuals[of], measures[i])
		}
		p := byMeasure[of].ProgressOf(f, at.Today(r.Dataset()))
		progress[i] = &p
	}
	return progress, nil
}
