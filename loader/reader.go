package loader

import (
	"sort"
	"strings"
)

// place is where a record is: in a JSONL file the offset of its line, in a YAML
// file its number among the file's records of its sort. Places compare in the
// order of files.
type place uint64

const offsetBits = 40 // a file of up to a TiB; 8 million files

func (f *dataFile) place(offset int64) place { return place(f.number)<<offsetBits | place(offset) }

func (p place) offset() int64 { return int64(p & (1<<offsetBits - 1)) }

func (f *inventory) fileOf(p place) *dataFile { return f.files[p>>offsetBits] }

// reader reads records again by their place.
type reader struct {
	files  *inventory
	parts  *parts
	lines  lines
	last   chunk // of lastIn, which lines were counted in
	lastIn *dataFile
	// err is the first error. What is read after it is empty.
	err error
}

func newReader(files *inventory, parts *parts) *reader {
	return &reader{files: files, parts: parts, lines: lines{wanted: allSorts, all: true}}
}

// reread decodes the record of a sort at a place again. Its line is told only
// where it is asked for, since that reads more of the file.
func reread[R any](r *reader, at place, numbered bool, held func(*dataFile) []R) *R {
	in := r.files.fileOf(at)
	if !in.isLines {
		return &held(in)[at.offset()]
	}
	out := new(R)
	line := 1
	text, err := r.parts.line(in.name, at.offset())
	if err == nil && numbered {
		line, err = r.lineOf(in, at.offset())
	}
	if err == nil {
		var problems collector
		n, found := r.lines.record(positionAt(in.name, line), strings.TrimSpace(text), false, &problems)
		if found == 0 {
			err = changed(in.name)
		} else {
			newDecoder(in.name, &problems).decode(n, out)
		}
	}
	if err != nil && r.err == nil {
		r.err = err
	}
	return out
}

// lineOf is the number of a line that begins at an offset.
func (r *reader) lineOf(in *dataFile, offset int64) (int, error) {
	i := sort.Search(len(in.marks), func(i int) bool { return in.marks[i].offset > offset }) - 1
	if i < 0 {
		return 0, changed(in.name)
	}
	if r.lastIn != in || r.last.offset != in.marks[i].offset {
		c, err := r.parts.chunk(in.name, in.marks[i].mark)
		if err != nil {
			return 0, err
		}
		r.last, r.lastIn = c, in
	}
	return r.last.line + strings.Count(r.last.text[:offset-r.last.offset], "\n"), nil
}

func (r *reader) entity(at place) *entityRecord {
	return reread(r, at, true, func(f *dataFile) []entityRecord { return f.entities })
}

func (r *reader) claim(at place, numbered bool) *claimLine {
	return reread(r, at, numbered, func(f *dataFile) []claimLine { return f.claims })
}

func (r *reader) figure(at place, numbered bool) *figureLine {
	return reread(r, at, numbered, func(f *dataFile) []figureLine { return f.figures })
}
