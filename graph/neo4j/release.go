package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// storageFormat is the number of the layout in which releases are written. A program reads
// only releases with its own number. Increase it with every change that would make another
// version of the program misread a release.
const storageFormat = 5

var errFormat = errors.New("unknown storage format")

// release describes a stored dataset.
type release struct {
	name    string // the property release of its records
	dataset graph.Dataset
	records int64
	// The numbers of records that the dataset's description does not have.
	documents, indicators int
	// hubs are entities with many relations, oftenMentioned those that many other
	// statements mention, large documents with many statements: see [Config.HubDegree].
	hubs, oftenMentioned, large idSet
	taxonomies                  taxonomies
	// bookmarks identify a state of the database that contains the release.
	bookmarks driver.Bookmarks
}

// details are stored in the release node as JSON, since properties cannot be maps.
type details struct {
	Kinds          map[graph.Kind]int         `json:"kinds"`
	Types          map[graph.RelationType]int `json:"types"`
	Former         map[graph.ID]graph.ID      `json:"former"`
	Hubs           idSet                      `json:"hubs"`
	OftenMentioned idSet                      `json:"named"`
	Large          idSet                      `json:"large"`
}

// describe returns the properties of the release node.
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

// rowReader is [Backend.readRow] or [Backend.leaderRow].
type rowReader func(ctx context.Context, bookmarks driver.Bookmarks, text string, params map[string]any) ([]any, driver.Bookmarks, error)

// readPointer returns the release that is served; nil if there is none. If it is known,
// known is returned.
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
