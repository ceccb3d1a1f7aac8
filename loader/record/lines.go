package record

import (
	"slices"
	"strings"
	"unicode/utf8"

	"policygraph/loader/encoding"
	"policygraph/loader/problem"
)

// Types is a set of record types.
type Types uint8

// The types of records.
const (
	EntityType Types = 1 << iota
	IndicatorType
	UnitType
	DocumentType
	ClaimType
	FigureType

	StatementTypes = ClaimType | FigureType
	SubjectTypes   = EntityType | IndicatorType | UnitType | DocumentType // what statements are about
	AllTypes       = SubjectTypes | StatementTypes
	// keptTypes are the types whose records are kept as read; they are few.
	keptTypes = IndicatorType | UnitType | DocumentType
)

// typeOf is the type that a line's key record names; 0 if there is none.
func typeOf(name recordName) Types {
	if i := slices.Index(recordNames, name); i >= 0 {
		return 1 << i
	}
	return 0
}

// beginsAs returns the type of a line that names it first, as lines written by programs
// do; 0 if the line must be parsed to tell.
func beginsAs(line string) Types {
	rest, ok := strings.CutPrefix(line, `{"record":"`)
	if !ok {
		return 0
	}
	for i, name := range recordNames {
		if len(rest) > len(name) && rest[len(name)] == '"' && rest[:len(name)] == string(name) {
			return 1 << i
		}
	}
	return 0
}

// Lines reads the records in chunks of a JSONL file.
type Lines struct {
	json   encoding.Scanner
	Entity reused[Entity]
	Claim  reused[ClaimLine]
	Figure reused[FigureLine]
	Wanted Types
	// All reports what is wrong with any line. Otherwise only lines that are known to
	// contain a wanted record are reported, so that each line is reported in one pass.
	All bool
}

// Each calls do with the tree of every wanted record, without its key record, and with
// the offset of its line. It returns the types of all records in the chunk. A tree is
// valid until do returns.
func (l *Lines) Each(file string, c encoding.Chunk, problems *problem.List, do func(recordType Types, n *encoding.Node, offset int64)) (held Types) {
	clean := utf8.ValidString(c.Text) && strings.IndexByte(c.Text, 0) < 0
	offset, number := c.Offset, c.Line-1
	for text := range strings.Lines(c.Text) {
		start := offset
		offset += int64(len(text))
		number++
		recordType := beginsAs(text)
		held |= recordType
		if recordType != 0 && l.Wanted&recordType == 0 {
			continue
		}
		content := strings.TrimSpace(text)
		if content == "" {
			continue
		}
		loud := problems
		if recordType == 0 && !l.All {
			loud = &problem.List{} // reported by the reading that looks at all lines
		}
		n, recordType := l.Record(problem.At(file, number), content, clean, loud)
		held |= recordType
		if l.Wanted&recordType != 0 {
			do(recordType, n, start)
		}
	}
	return held
}

// Record parses a line. If it holds no record it reports that and returns type 0.
func (l *Lines) Record(at problem.Position, content string, clean bool, problems *problem.List) (*encoding.Node, Types) {
	what := ""
	if !clean || strings.HasPrefix(content, "\xef\xbb\xbf") {
		what = encoding.Unreadable([]byte(content))
	}
	if what != "" {
		problems.Report(at, "line %s", what)
		return nil, 0
	}
	n, err := l.json.Parse(content, at.Line)
	if err != nil {
		problems.Report(at, "line: %v", err)
		return nil, 0
	}
	in := slices.IndexFunc(n.Members, func(m encoding.Member) bool { return m.Key == "record" })
	if in < 0 {
		problems.Report(at, "missing key record; write %s", OrList(recordNames))
		return nil, 0
	}
	name := n.Members[in].Value
	recordType := typeOf(recordName(name.Text))
	if recordType == 0 {
		new(Field[recordName]).slot().fill(NewDecoder(at.File, problems), name, "record")
	}
	if recordType&keptTypes != 0 {
		n, _ = l.json.Parse(strings.Clone(content), at.Line) // its texts must not keep the chunk; it was read before
	}
	n.Members = slices.Delete(n.Members, in, in+1)
	return n, recordType
}
