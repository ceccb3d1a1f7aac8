package inventory

import (
	"sort"
	"strings"

	"policygraph/loader/encoding"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// Pos is the position of a record: in a JSONL file the offset of its line, in a YAML
// file its index among the records of its type. Positions are ordered like files.
type Pos uint64

const offsetBits = 40 // a file of up to a TiB; 8 million files

// Pos returns the position of the record at an offset, or at an index in a YAML file.
func (f *File) Pos(offset int64) Pos { return Pos(f.number)<<offsetBits | Pos(offset) }

func (p Pos) offset() int64 { return int64(p & (1<<offsetBits - 1)) }

// FileOf returns the file that a position is in.
func (f *Inventory) FileOf(p Pos) *File { return f.Files[p>>offsetBits] }

// Reader reads single records again.
type Reader struct {
	files  *Inventory
	Parts  *encoding.Files
	lines  record.Lines
	last   encoding.Chunk // of lastIn, which lines were counted in
	lastIn *File
	// Err is the first error. Records read after it are empty.
	Err error
}

// NewReader returns a reader of records in parts.
func NewReader(files *Inventory, parts *encoding.Files) *Reader {
	return &Reader{files: files, Parts: parts, lines: record.Lines{Wanted: record.AllTypes, All: true}}
}

// reread decodes the record at a position. Its line number is computed only if
// numbered is set, since that reads more of the file.
func reread[R any](r *Reader, at Pos, numbered bool, held func(*File) []R) *R {
	in := r.files.FileOf(at)
	if !in.IsLines {
		return &held(in)[at.offset()]
	}
	out := new(R)
	line := 1
	text, err := r.Parts.Line(in.Name, at.offset())
	if err == nil && numbered {
		line, err = r.lineOf(in, at.offset())
	}
	if err == nil {
		var problems problem.List
		n, found := r.lines.Record(problem.At(in.Name, line), strings.TrimSpace(text), false, &problems)
		if found == 0 {
			err = encoding.Changed(in.Name)
		} else {
			record.NewDecoder(in.Name, &problems).Decode(n, out)
		}
	}
	if err != nil && r.Err == nil {
		r.Err = err
	}
	return out
}

// lineOf returns the number of the line that begins at an offset.
func (r *Reader) lineOf(in *File, offset int64) (int, error) {
	i := sort.Search(len(in.Marks), func(i int) bool { return in.Marks[i].Offset > offset }) - 1
	if i < 0 {
		return 0, encoding.Changed(in.Name)
	}
	if r.lastIn != in || r.last.Offset != in.Marks[i].Offset {
		c, err := r.Parts.Chunk(in.Name, in.Marks[i].Mark)
		if err != nil {
			return 0, err
		}
		r.last, r.lastIn = c, in
	}
	return r.last.Line + strings.Count(r.last.Text[:offset-r.last.Offset], "\n"), nil
}

// Entity reads an entity.
func (r *Reader) Entity(at Pos) *record.Entity {
	return reread(r, at, true, func(f *File) []record.Entity { return f.Entities })
}

// Claim reads a claim, or several in one record.
func (r *Reader) Claim(at Pos, numbered bool) *record.ClaimLine {
	return reread(r, at, numbered, func(f *File) []record.ClaimLine { return f.Claims })
}

// Figure reads a figure, or several in one record.
func (r *Reader) Figure(at Pos, numbered bool) *record.FigureLine {
	return reread(r, at, numbered, func(f *File) []record.FigureLine { return f.Figures })
}
