package loader

import (
	"io"
	"slices"
	"strings"

	"policygraph/graph"
)

// found is what the dataset's files hold, each record with its place, before
// records are compared with each other.
type found struct {
	problems   collector
	dataset    datasetRecord
	units      []unitRecord
	indicators []indicatorRecord
	documents  []documentRecord
	entities   []entityRecord
	claims     []claimLine
	figures    []figureLine
	// lost are the files that could not be taken in. What refers to records that
	// may be in them is not reported as well.
	lost map[string]bool
}

// lostEntities reports whether entities of a kind may have been lost.
func (f *found) lostEntities(kind graph.Kind) bool { return f.lost[entityFile(kind)] }

// lostDocuments reports whether a document may have been lost.
func (f *found) lostDocuments() bool {
	for name := range f.lost {
		if strings.HasPrefix(name, documentsDir+"/") {
			return true
		}
	}
	return false
}

func (f *found) readDataset(name string, root *node) {
	decoder{name, &f.problems}.decode(root, &f.dataset)
}

func (f *found) readIndicators(name string, root *node) {
	var r indicatorsRecord
	decoder{name, &f.problems}.decode(root, &r)
	f.units = append(f.units, r.Units...)
	f.indicators = append(f.indicators, r.Indicators...)
}

func (f *found) readEntities(name string, root *node, kind graph.Kind) {
	var entities []entityRecord
	decoder{name, &f.problems}.decode(root, &entities)
	for _, e := range entities {
		if id := e.ID.Value; id.Kind() != "" && id.Kind() != kind {
			f.problems.report(e.on(e.ID.Line), "id: %s does not belong in this file: begin it with %s:, or move it to %s", id, kind.Prefix(), entityFile(id.Kind()))
		}
	}
	f.entities = append(f.entities, entities...)
}

// entityFile is where entities of a kind are at home.
func entityFile(kind graph.Kind) string { return entitiesDir + "/" + kind.Info().Plural + ".yaml" }

func (f *found) readDocument(name string, root *node) {
	var r documentFile
	decoder{name, &f.problems}.decode(root, &r)
	f.documents = append(f.documents, r.Document)
	if !r.Document.ID.Value.IsDocument() {
		r.Document.ID.Value = "" // reported where the document is checked, not for each of its statements
	}
	for _, c := range r.Claims {
		f.claims = append(f.claims, claimLine{lineDocument{r.Document.ID}, c})
	}
	for _, c := range r.Figures {
		f.figures = append(f.figures, figureLine{lineDocument{r.Document.ID}, c})
	}
}

func (f *found) readLines(name string, in io.Reader, _ int64) error {
	d := decoder{name, &f.problems}
	delete(f.lost, name)
	return eachJSONL(name, in, &f.problems, func(n *node) {
		var record field[recordName]
		at := slices.IndexFunc(n.members, func(m member) bool { return m.key == "record" })
		if at < 0 {
			f.problems.report(position{name, n.line}, "record is missing: write %s", orList(recordNames))
			return
		}
		d.scalar(n.members[at].value, &record, "record")
		n.members = slices.Delete(n.members, at, at+1)
		switch record.Value {
		case entityName:
			f.entities = decodeInto(d, n, f.entities)
		case indicatorName:
			f.indicators = decodeInto(d, n, f.indicators)
		case unitName:
			f.units = decodeInto(d, n, f.units)
		case documentName:
			f.documents = decodeInto(d, n, f.documents)
		case claimName:
			f.claims = decodeInto(d, n, f.claims)
		case figureName:
			f.figures = decodeInto(d, n, f.figures)
		}
	})
}

func decodeInto[R any](d decoder, n *node, records []R) []R {
	var r R
	d.decode(n, &r)
	return append(records, r)
}
