// Package problem collects what is wrong with a dataset.
package problem

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

const (
	// maxProblems is how many problems are kept and printed.
	maxProblems = 1000
	// MaxSuggestions is how many suggestions are looked for; each takes time in
	// proportion to the number of known names.
	MaxSuggestions = 100
)

// Problem is one thing that is wrong with a dataset.
type Problem struct {
	File    string // slash-separated, relative to the dataset's directory
	Line    int    // From 1; 0 where the problem is the file as a whole
	Message string // what is wrong, a semicolon, and what to do
}

// String is "file:line: what is wrong; what to do".
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
		fmt.Fprintf(&b, "%d problems; these are the first %d", p.Total, len(p.Found))
	case p.Total == 1:
		b.WriteString("1 problem")
	default:
		fmt.Fprintf(&b, "%d problems", p.Total)
	}
	return b.String()
}

// Position is where a record or a value is written.
type Position struct {
	File string
	Line int
}

// At is a position in a file.
func At(file string, line int) Position { return Position{file, line} }

// On returns the position of another line of the file; p itself if line is 0, as it is
// for a value that was left out.
func (p Position) On(line int) Position {
	if line > 0 {
		p.Line = line
	}
	return p
}

// String is "file:line".
func (p Position) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// Hint is a suggestion at the end of a message, or nothing. It is looked for when the
// problems are printed, since by then all names are known, and only for the first
// [MaxSuggestions].
type Hint func() string

// Later is a part of a message that takes long to find, such as another position. It is
// looked for when the problem is printed.
type Later func() string

// laterMark stands for a Hint or Later in a message; no other text contains it.
const laterMark = "\x00"

func (Hint) String() string  { return laterMark }
func (Later) String() string { return laterMark }

// problemFound is a problem with the parts that its message still lacks.
type problemFound struct {
	Problem
	lacks []any // a hint or later each
}

// List collects problems in any order and keeps the first of them by position. Those of
// one position stay in the order in which they were reported.
type List struct {
	found []problemFound
	Total int
}

// Report adds a problem. Among args may be a [Hint] or [Later] for %s.
func (c *List) Report(at Position, format string, args ...any) {
	c.Total++
	p := problemFound{Problem: Problem{File: at.File, Line: at.Line, Message: fmt.Sprintf(format, args...)}}
	for _, arg := range args {
		switch arg.(type) {
		case Hint, Later:
			p.lacks = append(p.lacks, arg)
		}
	}
	c.found = append(c.found, p)
	if len(c.found) >= 2*maxProblems {
		c.keepFirst()
	}
}

// Add adds the problems of another list.
func (c *List) Add(other *List) {
	c.Total += other.Total
	c.found = append(c.found, other.found...)
	if len(c.found) >= 2*maxProblems {
		c.keepFirst()
	}
}

func (c *List) keepFirst() {
	slices.SortStableFunc(c.found, func(a, b problemFound) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	clear(c.found[min(len(c.found), maxProblems):])
	c.found = c.found[:min(len(c.found), maxProblems)]
}

// Err returns the problems as [Problems]; nil if there are none.
func (c *List) Err() error {
	if c.Total == 0 {
		return nil
	}
	c.keepFirst()
	hints := 0
	out := Problems{Total: c.Total}
	for _, p := range c.found {
		for _, lack := range p.lacks {
			words := ""
			switch find := lack.(type) {
			case Later:
				words = find()
			case Hint:
				if hints++; hints <= MaxSuggestions {
					words = find()
				}
			}
			p.Message = strings.Replace(p.Message, laterMark, words, 1)
		}
		out.Found = append(out.Found, p.Problem)
	}
	return out
}

// Clip shortens words for a message.
func Clip(s string) string {
	const shown = 40
	if r := []rune(s); len(r) > shown {
		return string(r[:shown]) + "…"
	}
	return s
}
