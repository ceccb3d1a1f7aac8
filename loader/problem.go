package loader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a dataset.
type Problem struct {
	File    string // slash-separated, relative to the dataset's directory
	Line    int    // from 1; 0 where the problem is the file as a whole
	Message string // what is wrong, a colon, and what to do
}

// String is "file:line: what: what to do".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Problems is everything that is wrong with a dataset, by file and line.
type Problems struct {
	Found []Problem // the first 1,000
	Total int
}

// Error lists the problems, one a line, and counts them at the end.
func (p Problems) Error() string {
	var b strings.Builder
	for _, problem := range p.Found {
		b.WriteString(problem.String())
		b.WriteByte('\n')
	}
	switch {
	case p.Total > len(p.Found):
		fmt.Fprintf(&b, "%d problems, of which these are the first %d", p.Total, len(p.Found))
	case p.Total == 1:
		b.WriteString("1 problem")
	default:
		fmt.Fprintf(&b, "%d problems", p.Total)
	}
	return b.String()
}

// position is where a record or a value stands.
type position struct {
	file string
	line int
}

// origin is where a record was read, and whether all of it could be.
type origin struct {
	position
	faulty bool
}

func (o *origin) stand(at origin) { *o = at }

// on is the same file's other line; a value that was left out has none, and
// its record's stands for it.
func (p position) on(line int) position {
	if line > 0 {
		p.line = line
	}
	return p
}

// String names the place in messages about another one.
func (p position) String() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

// collector gathers problems in any order and keeps the first of them by place.
type collector struct {
	found       []Problem
	total       int
	suggestions int
}

func (c *collector) report(at position, format string, args ...any) {
	c.total++
	c.found = append(c.found, Problem{File: at.file, Line: at.line, Message: fmt.Sprintf(format, args...)})
	if len(c.found) >= 2*maxProblems {
		c.keepFirst()
	}
}

func (c *collector) keepFirst() {
	slices.SortStableFunc(c.found, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	c.found = c.found[:min(len(c.found), maxProblems)]
}

// err is the problems found; nil where there are none.
func (c *collector) err() error {
	if c.total == 0 {
		return nil
	}
	c.keepFirst()
	return Problems{Found: c.found, Total: c.total}
}
