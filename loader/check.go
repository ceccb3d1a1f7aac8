package loader

import (
	"context"

	"policygraph/graph"
)

// checking compares records with each other and makes the domain's records of
// them. A value that could not be read was reported when it was, and is passed
// over here.
type checking struct {
	*found
	problems *collector
	texts    texts

	dataset       graph.Dataset
	unitsByCode   map[string]*unitRecord
	indicatorByID map[graph.ID]*indicatorRecord
	documentByID  map[graph.ID]*document
	entityByID    map[graph.ID]*entity
	present       map[graph.ID]graph.ID // by former id

	claimsMade  statements[*graph.Claim]
	figuresMade statements[*graph.Figure]

	records []graph.Record
}

func newChecking(ctx context.Context, f *found, documents *Documents) *checking {
	return &checking{
		found: f, problems: &f.problems, texts: texts{ctx: ctx, documents: documents, missing: map[graph.ID]bool{}, failed: map[graph.ID]bool{}},
		unitsByCode: map[string]*unitRecord{}, indicatorByID: map[graph.ID]*indicatorRecord{},
		documentByID: map[graph.ID]*document{}, entityByID: map[graph.ID]*entity{}, present: map[graph.ID]graph.ID{},
		claimsMade: newStatements[*graph.Claim](), figuresMade: newStatements[*graph.Figure](),
	}
}

// all runs every check: first of what others refer to, then of what refers.
func (c *checking) all() {
	c.describe()
	c.checkUnits()
	c.checkIndicators()
	c.checkDocuments()
	c.checkEntities()
	for i := range c.claims {
		c.checkClaim(&c.claims[i])
	}
	for i := range c.figures {
		c.checkFigure(&c.figures[i])
	}
	c.checkReferences()
	c.checkHierarchies()
}

func (c *checking) report(at position, format string, args ...any) {
	c.problems.report(at, format, args...)
}

// prefixed reports an id that does not begin as its sort of record's does.
func (c *checking) prefixed(at position, id graph.ID, prefix string) bool {
	if id.Prefix() == prefix {
		return true
	}
	c.report(at, "id: %s is the id of something else: begin it with %s:", id, prefix)
	return false
}

// notAfterDataset reports a date later than the dataset's own.
func (c *checking) notAfterDataset(at position, key string, date graph.PartialDate) {
	if c.dataset.Date != "" && date.First() > c.dataset.Date {
		c.report(at, "%s: %s is after the dataset's own date %s: correct one of them", key, date, c.dataset.Date)
	}
}
