package loader

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"

	"policygraph/graph"
	"policygraph/loader/readable"
)

// maxDocument is the size of a document's file.
const maxDocument = 16 << 20

// Documents provides the readable texts of the files in a directory. Files are found by
// the SHA-256 of their content, whatever their names. It is safe for concurrent use and
// implements [graph.DocumentTexts].
type Documents struct {
	fsys  fs.FS
	files []DocumentFile
	names map[string]string // a file's name by SHA-256

	mu    sync.Mutex
	texts map[textKey]*text // as they were asked for
}

// textKey is what a readable text depends on: the content of the file and the repairs
// declared for it.
type textKey struct{ sha256, repairs string }

// text is a readable text, and its paragraphs.
type text struct {
	whole      readable.Text
	paragraphs []string
}

// DocumentFile is a file in the directory of documents.
type DocumentFile struct {
	Name   string
	SHA256 string // lower-case hex
	Size   int64  // bytes
}

// OpenDocuments indexes the regular files in a directory, without hidden ones, those
// above 16 MiB and subdirectories. It does not see files that are added later.
func OpenDocuments(dir string) (*Documents, error) {
	fsys, err := Dir(dir)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "read the documents' directory: %w", err)
	}
	d := &Documents{fsys: fsys, names: map[string]string{}, texts: map[textKey]*text{}}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxDocument || entry.Name()[0] == '.' {
			continue
		}
		raw, err := d.bytes(entry.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256Of(raw)
		d.files = append(d.files, DocumentFile{Name: entry.Name(), SHA256: sum, Size: int64(len(raw))})
		d.names[sum] = entry.Name()
	}
	slices.SortFunc(d.files, func(a, b DocumentFile) int { return cmp.Compare(a.Name, b.Name) })
	return d, nil
}

// Files returns the files, sorted by name.
func (d *Documents) Files() []DocumentFile { return slices.Clone(d.files) }

// Text returns the readable text of a document's whole file, with the repairs made in
// it. The error has [graph.CodeNotFound] if the file is not available,
// [graph.CodeUnavailable] if it has gone or changed since the directory was opened, and
// [graph.CodeInvalid] if it is not text or a declared repair does not fit.
func (d *Documents) Text(doc *graph.Document) (readable.Text, error) {
	t, err := d.text(doc)
	if err != nil {
		return readable.Text{}, err
	}
	return t.whole, nil
}

// Paragraphs implements [graph.DocumentTexts].
func (d *Documents) Paragraphs(_ context.Context, doc *graph.Document) ([]string, error) {
	if _, ok := d.names[doc.SHA256]; !ok {
		return nil, nil
	}
	t, err := d.text(doc)
	if err != nil {
		return nil, err
	}
	return t.paragraphs, nil
}

func (d *Documents) text(doc *graph.Document) (*text, error) {
	name, ok := d.names[doc.SHA256]
	if !ok {
		return nil, graph.Errorf(graph.CodeNotFound, "no available document has the SHA-256 %.80s", doc.SHA256)
	}
	key := textKey{doc.SHA256, fmt.Sprintf("%+v", doc.Repairs)}
	d.mu.Lock()
	defer d.mu.Unlock()
	if t, ok := d.texts[key]; ok {
		return t, nil
	}
	raw, err := d.bytes(name)
	if err != nil {
		return nil, err
	}
	if sha256Of(raw) != doc.SHA256 {
		return nil, graph.Errorf(graph.CodeUnavailable, "document %s has changed since it was opened; restart, or restore it", name)
	}
	t := &text{}
	if t.whole, err = readable.Read(raw, doc.Repairs); err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "%s: %w", name, err)
	}
	t.paragraphs = make([]string, len(t.whole.Paragraphs))
	for i, p := range t.whole.Paragraphs {
		t.paragraphs[i] = p.Text
	}
	d.texts[key] = t
	return t, nil
}

func (d *Documents) bytes(name string) ([]byte, error) {
	file, err := d.fsys.Open(name)
	if err != nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "open document %s: %w", name, err)
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, maxDocument+1))
	if err == nil && len(raw) > maxDocument {
		return nil, graph.Errorf(graph.CodeLimit, "document %s is larger than %d bytes", name, maxDocument)
	}
	if err != nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "read document %s: %w", name, err)
	}
	return raw, nil
}

func sha256Of(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
