package diff

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
	"policygraph/loader/record"
)

// words returns a record's name, or what it states.
func (c *comparison) words(r graph.Record) string {
	switch r := r.(type) {
	case *graph.Entity:
		return r.Name
	case *graph.Indicator:
		return r.Name
	case *graph.Document:
		return r.Title
	case *graph.Claim:
		more := []string{string(r.Stage)}
		if r.Role != "" {
			more = append(more, r.Role)
		}
		if r.Under != "" {
			more = append(more, "under "+c.name(r.Under))
		}
		return fmt.Sprintf("%s —%s→ %s (%s)", c.name(r.Subject), r.Type, c.name(r.Object), strings.Join(more, ", "))
	case *graph.Figure:
		return fmt.Sprintf("%s, %s: %s (%s)", c.name(r.Subject), c.name(r.Indicator), r.Stated, r.Status)
	default:
		return ""
	}
}

// name returns the name of an entity or indicator, as it is rather than as it was.
func (c *comparison) name(id graph.ID) string {
	return cmp.Or(c.is.names[id], c.was.names[id], string(id))
}

// changes lists the values that differ between two records of one type: by the keys of
// the dataset's files, and each piece of evidence by its document and pointer.
func changes(was, is graph.Record) []Change {
	var found []Change
	compare := func(before, after map[string]string) {
		keys := slices.Sorted(maps.Keys(before))
		for _, key := range slices.Sorted(maps.Keys(after)) {
			if _, both := before[key]; !both {
				keys = append(keys, key)
			}
		}
		for _, key := range keys {
			if before[key] != after[key] {
				found = append(found, Change{key, before[key], after[key]})
			}
		}
	}
	compare(values(was), values(is))
	if s, ok := was.(graph.Statement); ok {
		compare(evidence(s), evidence(is.(graph.Statement)))
	}
	return found
}

// values returns the values of a record by their keys in the dataset's files, those of
// its evidence left out.
func values(r graph.Record) map[string]string {
	var line []byte
	switch r := r.(type) {
	case *graph.Indicator:
		line = record.AppendLine(nil, record.OfIndicator(r))
	case *graph.Document:
		line = record.AppendLine(nil, record.OfDocument(r))
	case *graph.Entity:
		line = record.AppendLine(nil, record.OfEntity(r))
	case *graph.Claim:
		bare := *r
		bare.Evidence = nil
		line = record.AppendLine(nil, record.OfClaim(&bare))
	case *graph.Figure:
		bare := *r
		bare.Evidence = nil
		line = record.AppendLine(nil, record.OfFigure(&bare))
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		panic(fmt.Sprintf("diff: a record is no JSON object: %v", err)) // AppendLine writes JSON
	}
	found := make(map[string]string, len(keys))
	for key, value := range keys {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		if key != "record" {
			found[key] = text
		}
	}
	return found
}

// evidence describes each piece of a statement's evidence, by its document and pointer.
func evidence(s graph.Statement) map[string]string {
	found := map[string]string{}
	for _, e := range s.AllEvidence() {
		parts := []string{"confidence " + strconv.FormatFloat(e.Confidence, 'g', -1, 64)}
		if e.Basis != "" {
			parts = append([]string{string(e.Basis)}, parts...)
		}
		if e.Method != graph.Curated {
			parts = append(parts, string(e.Method))
		}
		for _, end := range []struct{ key, at string }{{"subject_at", e.SubjectAt}, {"object_at", e.ObjectAt}} {
			if end.at != "" {
				parts = append(parts, end.key+" "+end.at)
			}
		}
		if e.Note != "" {
			parts = append(parts, e.Note)
		}
		found[string(e.Document)+" "+e.Pointer()] = strings.Join(parts, ", ")
	}
	return found
}
