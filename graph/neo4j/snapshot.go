package neo4j

import (
	"context"
	"slices"
	"strings"
	"time"

	"policygraph/graph"
)

// snapshot reads one release.
type snapshot struct {
	backend *Backend
	release *release
	opened  time.Time
}

// Dataset implements [graph.Snapshot].
func (s *snapshot) Dataset() *graph.Dataset { return &s.release.dataset }

// Close implements [graph.Snapshot].
func (s *snapshot) Close() error { return nil }

// query runs a read that returns one record.
func (s *snapshot) query(ctx context.Context, text string, params map[string]any) (*values, error) {
	params["release"] = s.release.name
	row, _, err := s.backend.readRow(ctx, s.release.bookmarks, text, params)
	if err != nil {
		return nil, err
	}
	if row == nil {
		return nil, graph.Errorf(graph.CodeInternal, "Neo4j returned no record for the query %.200q", text)
	}
	if time.Since(s.opened) > s.backend.config.Retain*2/3 {
		if err := s.stillThere(ctx); err != nil {
			return nil, err
		}
	}
	return &values{list: row}, nil
}

// stillThere fails if the release is being removed, so that the last read may be
// incomplete. It need not be called before two thirds of [Config.Retain] are over.
func (s *snapshot) stillThere(ctx context.Context) error {
	row, _, err := s.backend.readRow(ctx, s.release.bookmarks, "MATCH (n:Release {namespace: $namespace, release: $release}) WHERE n.removing IS NULL RETURN 1",
		map[string]any{"namespace": s.backend.config.Namespace, "release": s.release.name})
	if err == nil && row == nil {
		err = graph.Errorf(graph.CodeUnavailable, "version %s was replaced during the read and is being removed from Neo4j at %s; start again", s.release.dataset.Version, s.backend.config.URI)
	}
	return err
}

// recordTypes are the types of records, with the text that finds them by ids.
var recordTypes = []struct {
	name  string
	has   func(graph.ID) bool
	match string
}{
	{"entities", func(id graph.ID) bool { return id.Kind() != "" }, "MATCH (n:Entity {release: $release, id: id}) RETURN collect(" + entityColumns("n", false) + ") AS entities"},
	{"documents", graph.ID.IsDocument, "MATCH (n:Document {release: $release, id: id}) RETURN collect(" + documentColumns("n") + ") AS documents"},
	{"indicators", graph.ID.IsIndicator, "MATCH (n:Indicator {release: $release, id: id}) RETURN collect(" + indicatorColumns("n") + ") AS indicators"},
	{"figures", graph.ID.IsFigure, "MATCH (n:Figure {release: $release, id: id}) RETURN collect(" + figureColumnList("n") + ") AS figures"},
	{"claims", graph.ID.IsClaim, matchClaims},
}

// wholeClaim is the layout of claims with all columns.
var wholeClaim = claimLayout{ends: true, typed: true, retracted: true}

// matchClaims finds claims by id. An id does not say the type, so each type has a branch.
var matchClaims = func() string {
	branches := make([]string, 0, len(graph.Vocabulary)+1)
	for _, t := range claimTypes() {
		branches = append(branches, "MATCH ()-[r:"+t+"]->() WHERE r.release = $release AND r.id = id RETURN r")
	}
	return "CALL (id) { " + strings.Join(branches, "\nUNION ALL ") + " } RETURN collect(" + wholeClaim.row("r", "") + ") AS claims"
}()

// nodesText returns the statement for records of the types of which there are ids.
func nodesText(byName map[string][]string) string {
	var text strings.Builder
	var names []string
	for _, of := range recordTypes {
		if len(byName[of.name]) > 0 {
			text.WriteString("CALL () { UNWIND $" + of.name + " AS id " + of.match + " }\n")
			names = append(names, of.name)
		}
	}
	return text.String() + "RETURN " + strings.Join(names, ", ")
}

// Nodes implements [graph.Snapshot].
func (s *snapshot) Nodes(ctx context.Context, ids []graph.ID) ([]graph.Record, error) {
	byName := map[string][]string{}
	params := map[string]any{}
	for _, of := range recordTypes {
		for _, id := range ids {
			if of.has(id) {
				byName[of.name] = append(byName[of.name], string(id))
			}
		}
		if list := byName[of.name]; len(list) > 0 {
			params[of.name] = list
		}
	}
	out := make([]graph.Record, len(ids))
	if len(byName) == 0 {
		return out, nil
	}
	v, err := s.query(ctx, nodesText(byName), params)
	if err != nil {
		return nil, err
	}
	found := make(map[graph.ID]graph.Record, len(ids))
	for _, of := range recordTypes {
		if len(byName[of.name]) == 0 {
			continue
		}
		for _, row := range v.rows() {
			r := decodeRecord(of.name, row.([]any))
			found[r.RecordID()] = r
		}
	}
	for i, id := range ids {
		if r := found[id]; r != nil {
			out[i] = r
		}
	}
	return out, nil
}

func decodeRecord(recordType string, row []any) graph.Record {
	switch recordType {
	case "entities":
		return decodeEntity(row, false)
	case "documents":
		return decodeDocument(row)
	case "indicators":
		return decodeIndicator(row)
	case "figures":
		return decodeFigure(row)
	default:
		return wholeClaim.decode(&values{list: row}, "", "", &graph.Claim{})
	}
}

// ascending sorts a page; one from the end of a list is read backwards.
func ascending[T any](rows []graph.Row[T]) {
	slices.SortFunc(rows, func(a, b graph.Row[T]) int { return strings.Compare(a.Key, b.Key) })
}

// pages divides rows by their first value, the index of the member of the set.
func pages[T any](size int, rows []any, decode func(v *values) graph.Row[T]) [][]graph.Row[T] {
	out := make([][]graph.Row[T], size)
	for _, row := range rows {
		v := &values{list: row.([]any)}
		i := v.number()
		out[i] = append(out[i], decode(v))
	}
	for _, page := range out {
		ascending(page)
	}
	return out
}

func stringsOf[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
