// Package encoding reads YAML and JSON lines into trees in which every value keeps its
// text and its line. It knows nothing of records. Files may be hostile: limits.go bounds
// the time and memory that reading one can take.
package encoding

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"strings"
	"sync"

	"policygraph/graph"
)

// chunkSize is about how many bytes of a JSONL file make a chunk.
const chunkSize = 256 << 10

// Chunk is some whole lines of a JSONL file.
type Chunk struct {
	Text   string
	Offset int64 // of its first byte in the file
	Line   int   // number of its first line
}

// Mark identifies a chunk, to read it again.
type Mark struct {
	Offset int64
	line   int
	sum    uint64 // of its text, by contentSeed
	Size   int32
}

// contentSeed seeds the hashes that tell whether a file has changed since this process
// read it.
var contentSeed = maphash.MakeSeed()

// LineTooLong is the error for a line of more than [MaxLine] bytes.
type LineTooLong struct{ Line int }

func (LineTooLong) Error() string {
	return fmt.Sprintf("line of more than %d bytes, nothing after it was read; write one record a line", maxLine)
}

// Cut reads a JSONL file in chunks until do returns false. The error is one of reading,
// or [LineTooLong].
func Cut(in io.Reader, do func(Chunk) bool) error {
	buffer := make([]byte, 0, maxLine)
	next := Chunk{Line: 1}
	for ended := false; !ended; {
		for goal := chunkSize; len(buffer) < goal; {
			n, err := in.Read(buffer[len(buffer):goal])
			buffer = buffer[:len(buffer)+n]
			if ended = errors.Is(err, io.EOF); ended {
				break
			} else if err != nil {
				return err
			}
			if len(buffer) == goal && bytes.IndexByte(buffer, '\n') < 0 {
				goal = maxLine
			}
		}
		whole := bytes.LastIndexByte(buffer, '\n') + 1
		if whole == 0 && len(buffer) == maxLine {
			return LineTooLong{next.Line}
		}
		if ended {
			whole = len(buffer)
		}
		if whole == 0 {
			continue
		}
		next.Text = string(buffer[:whole])
		if !do(next) {
			return nil
		}
		next.Offset += int64(whole)
		next.Line += strings.Count(next.Text, "\n")
		buffer = buffer[:copy(buffer, buffer[whole:])]
	}
	return nil
}

// Files reads parts of files again. It is safe for concurrent use.
type Files struct {
	fsys fs.FS
	mu   sync.Mutex
	open map[string]*openFile
}

type openFile struct {
	fs.File
	anywhere io.ReaderAt // nil of a file that can only be read on
	at       int64       // where such a file is read next
}

// NewFiles returns the files of a file system, which are opened when they are read.
func NewFiles(fsys fs.FS) *Files { return &Files{fsys: fsys, open: map[string]*openFile{}} }

// Close closes all files.
func (p *Files) Close() {
	for _, f := range p.open {
		_ = f.Close() // nothing was written
	}
}

// File returns an open file. It opens each file once.
func (p *Files) File(name string) (*openFile, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := p.open[name]; f != nil {
		return f, nil
	}
	f, err := p.fsys.Open(name)
	if err != nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "reopen %s: %w", name, err)
	}
	opened := &openFile{File: f}
	opened.anywhere, _ = f.(io.ReaderAt)
	p.open[name] = opened
	return opened, nil
}

// read fills text from an offset in a file; less at the end of the file.
func (p *Files) read(name string, text []byte, offset int64) ([]byte, error) {
	f, err := p.File(name)
	if err != nil {
		return nil, err
	}
	var n int
	if f.anywhere != nil {
		n, err = f.anywhere.ReadAt(text, offset)
	} else {
		n, err = p.readOn(name, f, text, offset)
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, graph.Errorf(graph.CodeUnavailable, "read %s again: %w", name, err)
	}
	return text[:n], nil
}

// readOn reads a file that cannot seek.
func (p *Files) readOn(name string, f *openFile, text []byte, offset int64) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if offset < f.at {
		again, err := p.fsys.Open(name)
		if err != nil {
			return 0, err
		}
		_ = f.Close() // nothing was written
		f.File, f.at = again, 0
	}
	skipped, err := io.CopyN(io.Discard, f, offset-f.at)
	f.at += skipped
	if err != nil {
		return 0, err
	}
	n, err := io.ReadFull(f, text)
	f.at += int64(n)
	return n, err
}

// Chunk reads a chunk again; it returns an error if the chunk has changed.
func (p *Files) Chunk(name string, m Mark) (Chunk, error) {
	text, err := p.read(name, make([]byte, m.Size), m.Offset)
	if err != nil {
		return Chunk{}, err
	}
	c := Chunk{string(text), m.Offset, m.line}
	if maphash.String(contentSeed, c.Text) != m.sum {
		return c, Changed(name)
	}
	return c, nil
}

// Line reads the line that begins at an offset.
func (p *Files) Line(name string, offset int64) (string, error) {
	for size := 2 << 10; ; size = min(8*size, maxLine) {
		text, err := p.read(name, make([]byte, size), offset)
		if err != nil {
			return "", err
		}
		if end := bytes.IndexByte(text, '\n'); end >= 0 {
			return string(text[:end]), nil
		}
		if len(text) < size || size == maxLine {
			return string(text), nil
		}
	}
}

// Changed is the error for a file that has changed since it was first read.
func Changed(name string) error {
	return graph.Errorf(graph.CodeUnavailable, "%s has changed since it was checked; run the command again", name)
}

// MarkOf returns the mark of a chunk.
func MarkOf(c Chunk) Mark {
	return Mark{Offset: c.Offset, line: c.Line, Size: int32(len(c.Text)), sum: maphash.String(contentSeed, c.Text)}
}
