package paths

import (
	"context"
	"slices"

	"policygraph/graph"
)

// Bounds of a [LinkQuery].
const (
	MaxLinkHops  = 3
	MaxLinkPaths = 100 // counted in one cell
)

// AvoidedByLinks are the kinds that links do not pass through unless others are asked
// for: over a region, an industry, a programme or an event nearly all is linked to all.
var AvoidedByLinks = []graph.Kind{graph.Region, graph.Industry, graph.Programme, graph.Event}

// LinkQuery asks which rows are linked to which columns: for each pair, what [Trace]
// finds between the two. So a cell depends on its row and its column only, and not on
// the others of the page. Rows and columns are pages of [graph.Reader.List].
type LinkQuery struct {
	Rows, Columns []*graph.Entity      // up to [graph.MaxPage] each, none twice
	MaxHops       int                  // 1 to [MaxLinkHops]
	Types         []graph.RelationType // nil for all
	Avoid         []graph.Kind         // not passed through, as in a [TraceQuery]
	At            graph.AsOf
	// Certainty, MinConfidence, MinStrength and Ties are as in a [TraceQuery].
	Certainty     graph.Certainty
	MinConfidence *float64
	MinStrength   float64
	Ties          []graph.ClaimTie
}

// LinkMatrix is the answer to a [LinkQuery].
type LinkMatrix struct {
	Rows [][]LinkCell // the cells of each row, in the order of columns; a pair without a link has none
	// Complete reports that no limit was met. Otherwise cells can be missing, and
	// counts too low.
	Complete bool
}

// LinkCell describes how a row and a column are linked.
type LinkCell struct {
	Column int  // index in [LinkQuery.Columns]
	Count  int  // number of paths, at most [MaxLinkPaths]
	Path   Path // the best one
}

// Check fails with [graph.CodeInvalid] where [Links] would; the query may still be
// without rows.
func (q LinkQuery) Check() error {
	if len(q.Rows) > graph.MaxPage || len(q.Columns) > graph.MaxPage {
		return graph.Errorf(graph.CodeInvalid, "matrix of %d rows and %d columns is too large: at most %d of each", len(q.Rows), len(q.Columns), graph.MaxPage)
	}
	return q.trace().check(MaxLinkHops)
}

// trace returns what is asked of each pair, without its ends.
func (q LinkQuery) trace() TraceQuery {
	return TraceQuery{MaxHops: q.MaxHops, Types: q.Types, Avoid: q.Avoid, At: q.At, Certainty: q.Certainty, MinConfidence: q.MinConfidence, MinStrength: q.MinStrength, Ties: q.Ties}
}

// Links finds which rows are linked to which columns.
func Links(ctx context.Context, r *graph.Reader, q LinkQuery) (*LinkMatrix, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	found := &LinkMatrix{Rows: make([][]LinkCell, len(q.Rows)), Complete: true}
	if len(q.Rows) == 0 || len(q.Columns) == 0 {
		return found, nil
	}
	w := newWalk(r, q.trace(), [2][]*graph.Entity{q.Rows, q.Columns})
	for w.reach() < w.maxHops && !w.stopped {
		if err := w.grow(ctx); err != nil {
			return nil, err
		}
	}
	cells := w.lattice(w.reach()).cells()
	found.Complete = !w.stopped
	var routes []route
	for _, row := range cells {
		for _, c := range row {
			routes = append(routes, c.route)
		}
	}
	paths, err := pathsOf(ctx, r, routes, slices.Concat(q.Rows, q.Columns))
	if err != nil {
		return nil, err
	}
	for i, row := range cells {
		for _, c := range row {
			found.Rows[i] = append(found.Rows[i], LinkCell{Column: c.column, Count: c.count, Path: paths[0]})
			paths = paths[1:]
		}
	}
	return found, ctx.Err()
}

// cell is a [LinkCell] before its records are read.
type cell struct {
	column, count int
	route         route
}

// pathCounter counts the paths from one row to every column, by visiting them all
// depth first.
type pathCounter struct {
	*lattice
	columns []int         // the column of each node of the lattice that is one
	counts  []int         // paths to each column
	best    []countedPath // the best path to each column
	nodes   []int32       // of the current path
	arcs    []arc         // of the current path
}

// countedPath is a path with its cost.
type countedPath struct {
	nodes []int32
	arcs  []arc
	cost  cost
}

// cells counts the paths from every row to every column. A path has at most
// [MaxLinkHops] steps, so that all can be visited.
func (l *lattice) cells() [][]cell {
	c := pathCounter{lattice: l, columns: make([]int, len(l.nodes))}
	columnOf := make(map[int32]int, len(l.members[1]))
	for column, node := range l.members[1] {
		columnOf[node] = column
	}
	for at, node := range l.nodes {
		if l.ends[at] {
			c.columns[at] = columnOf[node]
		}
	}
	rowOf := make(map[int32]int, len(l.members[0]))
	for row, node := range l.members[0] {
		rowOf[node] = row
	}
	rows := make([][]cell, len(l.members[0]))
	for _, start := range l.starts {
		c.counts, c.best = make([]int, len(l.members[1])), make([]countedPath, len(l.members[1]))
		c.visit(start, 0)
		row := rowOf[l.nodes[start]]
		for column, n := range c.counts {
			if n > 0 {
				rows[row] = append(rows[row], cell{column, n, l.route(c.best[column].nodes, c.best[column].arcs)})
			}
		}
	}
	return rows
}

// visit extends the current path by a node, up to which it costs costSoFar.
func (c *pathCounter) visit(at int32, costSoFar cost) {
	c.nodes = append(c.nodes, at)
	defer func() { c.nodes = c.nodes[:len(c.nodes)-1] }()
	if c.ends[at] {
		c.count(c.columns[at], costSoFar)
	}
	if len(c.arcs) == c.longest {
		return
	}
	if len(c.arcs) > 0 {
		if c.seen[c.lattice.nodes[at]].blocked {
			return
		}
		costSoFar += c.passing(at)
	}
	if !c.spend(len(c.arcsOf(at))) {
		return
	}
	for _, a := range c.arcsOf(at) {
		left := c.longest - len(c.arcs) - 1
		if c.toGo[a.to].steps() > left || !c.strongEnough(a.to, costSoFar+a.cost, left) || slices.Contains(c.nodes, a.to) {
			continue
		}
		c.arcs = append(c.arcs, a)
		c.visit(a.to, costSoFar+a.cost)
		c.arcs = c.arcs[:len(c.arcs)-1]
	}
}

// count counts the current path, which ends at a column.
func (c *pathCounter) count(column int, costSoFar cost) {
	best := &c.best[column]
	if c.counts[column] == 0 || costSoFar < best.cost || costSoFar == best.cost && c.compareIDs(c.nodes, best.nodes) < 0 {
		*best = countedPath{slices.Clone(c.nodes), slices.Clone(c.arcs), costSoFar}
	}
	c.counts[column] = min(c.counts[column]+1, MaxLinkPaths)
}
