package server

import (
	"runtime"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Limits bounds what one request may cost, and how many are executed at once.
type Limits struct {
	Body       int64         // bytes of a request body
	Tokens     int           // tokens of a GraphQL document
	Depth      int           // levels of nested fields, with fragments expanded
	Selections int           // fields and fragments of an operation, with fragments expanded
	Values     int           // values of an answer: each field of each object, each item of a page, each 64 bytes of text
	Time       time.Duration // for executing one operation
	Operations int           // operations executed at the same time
	Wait       time.Duration // how long a further request waits for one of them to end
}

// DefaultLimits leave ample room over the queries of the largest pages (some
// 250 selections, 12 deep) and the playground's introspection (16 deep). They
// keep the validation of the worst document they admit, which is quadratic in
// repeated selections, under half a second. The largest of those pages has
// some 5,000 values; an answer cut off at the limit has taken a few tens of
// megabytes.
var DefaultLimits = Limits{
	Body:       1 << 20,
	Tokens:     10_000,
	Depth:      24,
	Selections: 1_000,
	Values:     200_000,
	Time:       30 * time.Second,
	Operations: 4 * runtime.GOMAXPROCS(0),
	Wait:       5 * time.Second,
}

func (l Limits) withDefaults() Limits {
	orDefault(&l.Body, DefaultLimits.Body)
	orDefault(&l.Tokens, DefaultLimits.Tokens)
	orDefault(&l.Depth, DefaultLimits.Depth)
	orDefault(&l.Selections, DefaultLimits.Selections)
	orDefault(&l.Values, DefaultLimits.Values)
	orDefault(&l.Time, DefaultLimits.Time)
	orDefault(&l.Operations, DefaultLimits.Operations)
	orDefault(&l.Wait, DefaultLimits.Wait)
	return l
}

func orDefault[N comparable](value *N, byDefault N) {
	var zero N
	if *value == zero {
		*value = byDefault
	}
}

// checkSize refuses a parsed document that is too large to be validated. It runs
// before validation, so it may rely on nothing about the document, and its own cost
// is bounded by the limits: it stops at the first selection beyond them.
func (l Limits) checkSize(doc *ast.QueryDocument) *gqlerror.Error {
	written := sizing{limits: l}
	for _, operation := range doc.Operations {
		written.visit(operation.SelectionSet, 1)
	}
	for _, fragment := range doc.Fragments {
		written.visit(fragment.SelectionSet, 1)
	}
	if written.err != nil {
		return written.err
	}
	for _, operation := range doc.Operations {
		expanded := sizing{limits: l, fragments: doc.Fragments, within: map[string]bool{}}
		expanded.visit(operation.SelectionSet, 1)
		if expanded.err != nil {
			return expanded.err
		}
	}
	return nil
}

// sizing counts selections: as written if fragments is nil, else with every spread
// expanded.
type sizing struct {
	limits    Limits
	fragments ast.FragmentDefinitionList
	within    map[string]bool // the fragments being expanded, so that a cycle ends; validation reports it
	count     int
	err       *gqlerror.Error
}

func (s *sizing) visit(selections ast.SelectionSet, depth int) {
	for _, selection := range selections {
		if s.err != nil {
			return
		}
		s.count++
		if s.count > s.limits.Selections {
			s.err = limitError(selection.GetPosition(), "the query selects more than %d fields: select fewer, or send several requests", s.limits.Selections)
			return
		}
		switch selection := selection.(type) {
		case *ast.Field:
			if depth > s.limits.Depth {
				s.err = limitError(selection.Position, "the query nests more than %d fields deep: select fewer levels, or send several requests", s.limits.Depth)
				return
			}
			s.visit(selection.SelectionSet, depth+1)
		case *ast.InlineFragment:
			s.visit(selection.SelectionSet, depth)
		case *ast.FragmentSpread:
			fragment := s.fragments.ForName(selection.Name)
			if fragment == nil || s.within[selection.Name] {
				continue
			}
			s.within[selection.Name] = true
			s.visit(fragment.SelectionSet, depth)
			delete(s.within, selection.Name)
		}
	}
}

func limitError(at *ast.Position, format string, limit int) *gqlerror.Error {
	err := gqlerror.ErrorPosf(at, format, limit)
	err.Extensions = map[string]any{"code": codeLimit}
	return err
}
