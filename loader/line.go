package loader

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// sorts is a set of sorts of records.
type sorts uint8

const (
	entitySort sorts = 1 << iota
	indicatorSort
	unitSort
	documentSort
	claimSort
	figureSort

	statementSorts = claimSort | figureSort
	thingSorts     = entitySort | indicatorSort | unitSort | documentSort // what statements are about
	allSorts       = thingSorts | statementSorts
	// keptSorts are records that are kept as they were read; there are few of them.
	keptSorts = indicatorSort | unitSort | documentSort
)

// sortOf is the sort that a line's key record names.
func sortOf(name recordName) sorts {
	if i := slices.Index(recordNames, name); i >= 0 {
		return 1 << i
	}
	return 0
}

// beginsAs is the sort of record that a line can only hold, whatever follows,
// since it names it first, as programs write lines; 0 where only reading it
// tells.
func beginsAs(line string) sorts {
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

// lines reads the records in chunks of a JSONL file.
type lines struct {
	json   jsonScanner
	entity reused[entityRecord]
	claim  reused[claimLine]
	figure reused[figureLine]
	wanted sorts
	// all reports what is wrong with lines whatever their record. Otherwise only
	// lines that are known to hold a wanted record are, so that each line is
	// reported by one reading of the file.
	all bool
}

// each calls do with the tree of every wanted record, without its key record,
// and with the offset of its line. It returns the sorts of records that the
// chunk holds. The tree is good until do returns.
func (l *lines) each(file string, c chunk, problems *collector, do func(recordType sorts, n *node, offset int64)) (held sorts) {
	clean := utf8.ValidString(c.text) && strings.IndexByte(c.text, 0) < 0
	offset, number := c.offset, c.line-1
	for text := range strings.Lines(c.text) {
		start := offset
		offset += int64(len(text))
		number++
		recordType := beginsAs(text)
		held |= recordType
		if recordType != 0 && l.wanted&recordType == 0 {
			continue
		}
		content := strings.TrimSpace(text)
		if content == "" {
			continue
		}
		loud := problems
		if recordType == 0 && !l.all {
			loud = &collector{} // reported by the reading that looks at all lines
		}
		n, recordType := l.record(positionAt(file, number), content, clean, loud)
		held |= recordType
		if l.wanted&recordType != 0 {
			do(recordType, n, start)
		}
	}
	return held
}

// record reads a line. The sort is 0 where it holds no record, which is reported.
func (l *lines) record(at position, content string, clean bool, problems *collector) (*node, sorts) {
	what := ""
	if !clean || strings.HasPrefix(content, "\xef\xbb\xbf") {
		what = unreadable([]byte(content))
	}
	if what != "" {
		problems.report(at, "the line %s", what)
		return nil, 0
	}
	n, err := l.json.parse(content, at.line)
	if err != nil {
		problems.report(at, "the line %v", err)
		return nil, 0
	}
	in := slices.IndexFunc(n.members, func(m member) bool { return m.key == "record" })
	if in < 0 {
		problems.report(at, "record is missing: write %s", orList(recordNames))
		return nil, 0
	}
	name := n.members[in].value
	recordType := sortOf(recordName(name.text))
	if recordType == 0 {
		new(field[recordName]).slot().fill(newDecoder(at.file, problems), name, "record")
	}
	if recordType&keptSorts != 0 {
		n, _ = l.json.parse(strings.Clone(content), at.line) // its texts must not keep the chunk; it was read before
	}
	n.members = slices.Delete(n.members, in, in+1)
	return n, recordType
}
