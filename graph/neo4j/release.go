package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// storageFormat is the number of the layout in which releases are written. A
// server reads only releases of the number it knows; raise it with every change
// that an older or newer program would misread.
const storageFormat = 4

var errFormat = errors.New("unknown storage format")

// release describes a stored dataset.
type release struct {
	name    string // what its records have as property release
	dataset graph.Dataset
	records int64
	// Numbers of records that the dataset does not count itself.
	documents, indicators int
	// hubs are entities with many relations; named, those of which much is said
	// besides; large, documents with many statements: see [Config.HubDegree].
	hubs, oftenMentioned, large idSet
	taxonomies                  taxonomies
	// bookmarks identify a state of the database that contains the release.
	bookmarks driver.Bookmarks
}

// details is what a release node holds as JSON: maps, which properties cannot be.
type details struct {
	Kinds          map[graph.Kind]int         `json:"kinds"`
	Types          map[graph.RelationType]int `json:"types"`
	Former         map[graph.ID]graph.ID      `json:"former"`
	Hubs           idSet                      `json:"hubs"`
	OftenMentioned idSet                      `json:"named"`
	Large          idSet                      `json:"large"`
}

// describe returns the properties of the release's node.
func (r *release) describe() (properties, error) {
	d := &r.dataset
	text, err := json.Marshal(details{d.Kinds, d.Types, d.Former, r.hubs, r.oftenMentioned, r.large})
	if err != nil {
		return nil, fmt.Errorf("describe the dataset: %w", err)
	}
	return properties{
		"format": storageFormat, "version": d.Version.String(), "hash": d.Version.Hash, "date": string(d.Date),
		"title": d.Title, "licence": d.Licence, "maintainer": d.Maintainer, "newestDocument": string(d.NewestDocument),
		"records": r.records, "documents": r.documents, "indicators": r.indicators, "details": string(text),
	}, nil
}

const releaseColumns = "[n.release, n.format, n.date, n.hash, n.title, n.licence, n.maintainer, n.newestDocument, n.records, n.documents, n.indicators, n.details]"

// rowReader runs a read: see [Backend.readRow].
type rowReader func(ctx context.Context, bookmarks driver.Bookmarks, text string, params map[string]any) ([]any, driver.Bookmarks, error)

// readPointer returns the release that is served; nil if there is none. It returns
// known if that is the one.
func (b *Backend) readPointer(ctx context.Context, known *release, moved driver.Bookmarks, read rowReader) (*release, error) {
	name, seen := "", moved
	if known != nil {
		name, seen = known.name, driver.CombineBookmarks(known.bookmarks, moved)
	}
	row, bookmarks, err := read(ctx, seen, `MATCH (p:PolicyGraph {namespace: $namespace})
MATCH (n:Release {namespace: $namespace, release: p.release})
RETURN CASE n.release WHEN $known THEN [n.release, n.format] ELSE `+releaseColumns+" END",
		map[string]any{"namespace": b.config.Namespace, "known": name})
	if err != nil || row == nil {
		return nil, err
	}
	v := values{list: row[0].([]any)}
	served, format := v.text(), v.number()
	if format != storageFormat {
		return nil, graph.Errorf(graph.CodeUnavailable, "dataset in Neo4j at %s has storage format %d, but this program reads format %d; load it again with this program, or use the one that loaded it: %w", b.config.URI, format, storageFormat, errFormat)
	}
	if served == name {
		return known, nil
	}
	r := &release{name: served, bookmarks: bookmarks}
	d := &r.dataset
	d.Date = graph.Day(v.text())
	d.Version = graph.Version{Date: d.Date, Hash: v.text()}
	d.Title, d.Licence, d.Maintainer = v.text(), v.text(), v.text()
	d.NewestDocument = graph.PartialDate(v.text())
	r.records, r.documents, r.indicators = int64(v.number()), v.number(), v.number()
	var more details
	if err := json.Unmarshal([]byte(v.text()), &more); err != nil {
		return nil, graph.Errorf(graph.CodeInternal, "release %s in Neo4j at %s has a damaged description; load the dataset again: %w", served, b.config.URI, err)
	}
	d.Kinds, d.Types, d.Former = more.Kinds, more.Types, more.Former
	r.hubs, r.oftenMentioned, r.large = more.Hubs, more.OftenMentioned, more.Large
	return r, nil
}
