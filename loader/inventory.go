package loader

import (
	"context"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
)

// inventory is the dataset's files, and of YAML files what they hold, before
// records are compared with each other.
type inventory struct {
	fsys     fs.FS
	problems collector
	dataset  datasetRecord
	files    []*dataFile // in the order of the directory
	// lost are the files that could not be taken in. What refers to records that
	// may be in them is not reported as well.
	lost map[string]bool
}

// dataFile is one of the dataset's files: a YAML file's records, or where the
// records of a JSONL file are.
type dataFile struct {
	name   string
	number int // in inventory.files

	units      []unitRecord
	indicators []indicatorRecord
	documents  []documentRecord
	entities   []entityRecord
	claims     []claimLine
	figures    []figureLine

	isLines bool
	size    int64 // bytes of a JSONL file
	marks   []typedMark
}

// typedMark is a chunk of a JSONL file, with the types of the records in it.
type typedMark struct {
	mark
	sorts sorts
}

// lostEntities reports whether entities of a kind may have been lost.
func (f *inventory) lostEntities(kind graph.Kind) bool { return f.lost[entityFile(kind)] }

// reopen opens the dataset's files again, each when it is first read.
func (f *inventory) reopen() *parts { return newParts(f.fsys) }

// lostIndicators reports whether indicators may have been lost.
func (f *inventory) lostIndicators() bool { return f.lost[indicatorsName] }

// lostDocuments reports whether a document may have been lost.
func (f *inventory) lostDocuments() bool {
	for name := range f.lost {
		if strings.HasPrefix(name, documentsDir+"/") {
			return true
		}
	}
	return false
}

func (f *inventory) readDataset(in *dataFile, root *node) {
	newDecoder(in.name, &f.problems).decode(root, &f.dataset)
}

func (f *inventory) readIndicators(in *dataFile, root *node) {
	var r indicatorsRecord
	newDecoder(in.name, &f.problems).decode(root, &r)
	in.units, in.indicators = r.Units, r.Indicators
}

func (f *inventory) readEntities(in *dataFile, root *node, kind graph.Kind) {
	newDecoder(in.name, &f.problems).decode(root, &in.entities)
	for _, e := range in.entities {
		if id := e.ID.Value; id.Kind() != "" && id.Kind() != kind {
			f.problems.report(e.on(e.ID.Line), "id: %s does not belong in this file: begin it with %s:, or move it to %s", id, kind.Prefix(), entityFile(id.Kind()))
		}
	}
}

// entityFile is where entities of a kind are at home.
func entityFile(kind graph.Kind) string { return entitiesDir + "/" + kind.Info().Plural + ".yaml" }

func (f *inventory) readDocument(in *dataFile, root *node) {
	var r documentFile
	newDecoder(in.name, &f.problems).decode(root, &r)
	in.documents = []documentRecord{r.Document}
	if !r.Document.ID.Value.IsDocument() {
		r.Document.ID.Value = "" // reported where the document is checked, not for each of its statements
	}
	for _, c := range r.Claims {
		in.claims = append(in.claims, claimLine{lineDocument: lineDocument{Document: r.Document.ID}, claimRecord: c})
	}
	for _, c := range r.Figures {
		in.figures = append(in.figures, figureLine{lineDocument: lineDocument{Document: r.Document.ID}, figureRecord: c})
	}
}

// batch is some records to work at: those of a chunk of a JSONL file, or those
// of one sort that a YAML file holds, from and to a place in its list.
type batch struct {
	file     *dataFile
	chunk    chunk
	held     sorts
	from, to int
	err      error // why there is no more
}

// batchSize is how many records of a YAML file are worked at, at once.
const batchSize = 500

// first yields all records for the first time: JSONL files are cut into chunks.
func (f *inventory) first(ctx context.Context) iter.Seq[batch] {
	return func(yield func(batch) bool) {
		for _, in := range f.files {
			if !in.isLines {
				if !yield(batch{file: in}) { // with all that it holds
					return
				}
				continue
			}
			more := true
			err := f.cut(in, func(c chunk) bool {
				more = ctx.Err() == nil && yield(batch{file: in, chunk: c})
				return more
			})
			if !more || err != nil && !yield(batch{file: in, err: err}) {
				return
			}
		}
	}
}

func (f *inventory) cut(in *dataFile, do func(chunk) bool) error {
	opened, err := f.fsys.Open(in.name)
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }() // nothing was written
	return cut(opened, do)
}

// again yields the records of some sorts again: of JSONL files the chunks that
// hold any.
func (f *inventory) again(files *parts, wanted sorts) iter.Seq[batch] {
	return func(yield func(batch) bool) {
		for _, in := range f.files {
			for _, m := range in.marks {
				if m.sorts&wanted == 0 {
					continue
				}
				c, err := files.chunk(in.name, m.mark)
				if !yield(batch{file: in, chunk: c, err: err}) || err != nil {
					return
				}
			}
			for _, held := range []struct {
				recordType sorts
				n          int
			}{{entitySort, len(in.entities)}, {claimSort, len(in.claims)}, {figureSort, len(in.figures)}} {
				if wanted&held.recordType == 0 {
					continue
				}
				for from := 0; from < held.n; from += batchSize {
					if !yield(batch{file: in, held: held.recordType, from: from, to: min(from+batchSize, held.n)}) {
						return
					}
				}
			}
		}
	}
}

// unchanged checks that files which hold records of a type are as long as they
// were.
func (f *inventory) unchanged(files *parts, recordType sorts) error {
	for _, in := range f.files {
		if !slices.ContainsFunc(in.marks, func(m typedMark) bool { return m.sorts&recordType != 0 }) {
			continue
		}
		opened, err := files.file(in.name)
		if err != nil {
			return err
		}
		info, err := opened.Stat()
		if err != nil || info.Size() != in.size {
			return changed(in.name)
		}
	}
	return nil
}
