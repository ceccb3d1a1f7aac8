package inventory

import (
	"context"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/encoding"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// Inventory is a dataset's files, with the decoded records of those in YAML.
type Inventory struct {
	fsys     fs.FS
	Problems problem.List
	Dataset  record.Dataset
	Files    []*File // in the order of the directory
	// lost are the files that could not be read. References to records that may be in
	// them are not reported.
	lost map[string]bool
}

// File is one of a dataset's files: a YAML file's records, or the chunks of a JSONL
// file.
type File struct {
	Name   string
	number int // in inventory.files

	Units      []record.Unit
	Indicators []record.Indicator
	Documents  []record.Document
	Entities   []record.Entity
	Claims     []record.ClaimLine
	Figures    []record.FigureLine

	IsLines bool
	Size    int64 // bytes of a JSONL file
	Marks   []Mark
}

// Mark identifies a chunk of a JSONL file and the types of the records in it.
type Mark struct {
	encoding.Mark
	Types record.Types
}

// LostEntities reports whether the file with the entities of a kind is lost.
func (f *Inventory) LostEntities(kind graph.Kind) bool { return f.lost[EntityFile(kind)] }

// Reopen returns the dataset's files for reading them again.
func (f *Inventory) Reopen() *encoding.Files { return encoding.NewFiles(f.fsys) }

// LostIndicators reports whether the file with indicators is lost.
func (f *Inventory) LostIndicators() bool { return f.lost[IndicatorsName] }

// LostDocuments reports whether the file of a document is lost.
func (f *Inventory) LostDocuments() bool {
	for name := range f.lost {
		if strings.HasPrefix(name, documentsDir+"/") {
			return true
		}
	}
	return false
}

func (f *Inventory) readDataset(in *File, root *encoding.Node) {
	record.NewDecoder(in.Name, &f.Problems).Decode(root, &f.Dataset)
}

func (f *Inventory) readIndicators(in *File, root *encoding.Node) {
	var r record.Indicators
	record.NewDecoder(in.Name, &f.Problems).Decode(root, &r)
	in.Units, in.Indicators = r.Units, r.Indicators
}

func (f *Inventory) readEntities(in *File, root *encoding.Node, kind graph.Kind) {
	record.NewDecoder(in.Name, &f.Problems).Decode(root, &in.Entities)
	for _, e := range in.Entities {
		if id := e.ID.Value; id.Kind() != "" && id.Kind() != kind {
			f.Problems.Report(e.On(e.ID.Line), "id: %s does not belong in this file; begin it with %s:, or move it to %s", id, kind.Prefix(), EntityFile(id.Kind()))
		}
	}
}

// EntityFile is the name of the file that entities of a kind belong in.
func EntityFile(kind graph.Kind) string { return entitiesDir + "/" + kind.Info().Plural + ".yaml" }

func (f *Inventory) readDocument(in *File, root *encoding.Node) {
	var r record.DocumentFile
	record.NewDecoder(in.Name, &f.Problems).Decode(root, &r)
	in.Documents = []record.Document{r.Document}
	if !r.Document.ID.Value.IsDocument() {
		r.Document.ID.Value = "" // reported where the document is checked, not for each of its statements
	}
	for _, c := range r.Claims {
		in.Claims = append(in.Claims, record.ClaimLine{LineDocument: record.LineDocument{Document: r.Document.ID}, Claim: c})
	}
	for _, c := range r.Figures {
		in.Figures = append(in.Figures, record.FigureLine{LineDocument: record.LineDocument{Document: r.Document.ID}, Figure: c})
	}
}

// Batch is a unit of work: a chunk of a JSONL file, or, of a YAML file, the records
// From to To of one Type.
type Batch struct {
	File     *File
	Chunk    encoding.Chunk
	Type     record.Types
	From, To int
	Err      error // set if there are no more
}

// batchSize is how many records of a YAML file make a batch.
const batchSize = 500

// FirstBatches yields all records for the first time, cutting JSONL files into chunks.
func (f *Inventory) FirstBatches(ctx context.Context) iter.Seq[Batch] {
	return func(yield func(Batch) bool) {
		for _, in := range f.Files {
			if !in.IsLines {
				if !yield(Batch{File: in}) { // with all that it holds
					return
				}
				continue
			}
			more := true
			err := f.cut(in, func(c encoding.Chunk) bool {
				more = ctx.Err() == nil && yield(Batch{File: in, Chunk: c})
				return more
			})
			if !more || err != nil && !yield(Batch{File: in, Err: err}) {
				return
			}
		}
	}
}

func (f *Inventory) cut(in *File, do func(encoding.Chunk) bool) error {
	opened, err := f.fsys.Open(in.Name)
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }() // nothing was written
	return encoding.Cut(opened, do)
}

// Batches yields the records of some types again: of JSONL files, the chunks that
// contain any.
func (f *Inventory) Batches(files *encoding.Files, wanted record.Types) iter.Seq[Batch] {
	return func(yield func(Batch) bool) {
		for _, in := range f.Files {
			for _, m := range in.Marks {
				if m.Types&wanted == 0 {
					continue
				}
				c, err := files.Chunk(in.Name, m.Mark)
				if !yield(Batch{File: in, Chunk: c, Err: err}) || err != nil {
					return
				}
			}
			for _, held := range []struct {
				recordType record.Types
				n          int
			}{{record.EntityType, len(in.Entities)}, {record.ClaimType, len(in.Claims)}, {record.FigureType, len(in.Figures)}} {
				if wanted&held.recordType == 0 {
					continue
				}
				for from := 0; from < held.n; from += batchSize {
					if !yield(Batch{File: in, Type: held.recordType, From: from, To: min(from+batchSize, held.n)}) {
						return
					}
				}
			}
		}
	}
}

// Unchanged returns an error if the size of a file that contains records of a type has
// changed.
func (f *Inventory) Unchanged(files *encoding.Files, recordType record.Types) error {
	for _, in := range f.Files {
		if !slices.ContainsFunc(in.Marks, func(m Mark) bool { return m.Types&recordType != 0 }) {
			continue
		}
		opened, err := files.File(in.Name)
		if err != nil {
			return err
		}
		info, err := opened.Stat()
		if err != nil || info.Size() != in.Size {
			return encoding.Changed(in.Name)
		}
	}
	return nil
}
