package graph

import "context"

// Progress compares targets and plans with the actuals of any period that were known on a
// day, "" for now. It returns nil for actuals. measures holds, for each figure, what its
// indicator measures.
func (r *Reader) Progress(ctx context.Context, figures []*Figure, measures []Measure, knownAsOf Day) ([]*TargetProgress, error) {
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
	actuals, err := r.figuresOfEach(ctx, FigureQuery{Of: set, By: ByMeasure, Statuses: []FigureStatus{StatusActual}, At: AsOf{KnownAsOf: knownAsOf}})
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
		p := byMeasure[of].ProgressOf(f)
		progress[i] = &p
	}
	return progress, nil
}

// figuresOfEach reads all pages of a query. More than one is rare, since few figures are of
// one measure.
func (r *Reader) figuresOfEach(ctx context.Context, q FigureQuery) ([][]*Figure, error) {
	q.Page = Page{First: new(MaxPage)}
	pages, err := r.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	all := make([][]*Figure, len(pages))
	for i, page := range pages {
		for {
			for _, edge := range page.Edges {
				all[i] = append(all[i], edge.Item)
			}
			if !page.HasNextPage {
				break
			}
			further := q
			further.Of, further.Page.After = q.Of[i:i+1], page.Edges[len(page.Edges)-1].Cursor()
			next, err := r.Figures(ctx, further)
			if err != nil {
				return nil, err
			}
			page = next[0]
		}
	}
	return all, nil
}
