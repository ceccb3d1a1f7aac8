package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/graph/textmatch"
)

// Candidates are found by a full-text index over the terms of entities
// ([textmatch.Terms]), which are stored as one text separated by spaces, and which the
// index's analyzer splits at spaces only. Candidates are matched and ranked here, as in
// every store: the scores of the index depend on all releases and not on the rules of
// matching.

const namesIndex = "policygraph_entity_terms"

// lucene returns the query of the index for lookups. Terms contain no character that has a
// meaning in its syntax.
func lucene(release string, lookups []textmatch.Lookup) string {
	var parts []string
	for _, l := range lookups {
		part := l.Term.String() + "*"
		switch {
		case l.Whole:
			part = l.Term.String()
		case l.Any != nil:
			var some []string
			for _, g := range l.Any {
				some = append(some, g.String())
			}
			part = strings.Join(some, " ")
		}
		if !slices.Contains(parts, part) { // several ranks can have the same
			parts = append(parts, part)
		}
	}
	return `+release:"` + release + `" +terms:(` + strings.Join(parts, " ") + ")"
}

// candidatesText is a statement for the entities that the index finds after a key, in the
// order of hits of one rank.
const candidatesText = "CALL db.index.fulltext.queryNodes('" + namesIndex + "', $query) YIELD node AS e\n" +
	"WHERE e.relationsKeyDesc > $after\n" +
	"WITH e ORDER BY e.relationsKeyDesc LIMIT $limit\n" +
	"RETURN collect(["

var (
	wholeCandidates = candidatesText + "e.relationsKeyDesc, " + entityColumns("e", false) + "])"
	namesCandidates = candidatesText + "e.relationsKeyDesc, " + list("e", namesOnly...) + "])"
)

// namesOnly are the properties by which a name is matched.
var namesOnly = []string{"id", "name", "nameEn", "hant", "pinyin", "initials", "aliases", "localAliases", "codes", "aliasPinyin", "aliasInitials"}

func decodeNames(row []any) *graph.Entity {
	v := values{list: row}
	e := &graph.Entity{ID: graph.ID(v.text())}
	e.Kind = e.ID.Kind()
	e.Name, e.NameEN, e.Hant, e.Pinyin, e.Initials = v.text(), v.text(), v.text(), v.text(), v.text()
	e.Aliases, e.LocalAliases, e.Codes = v.strings(), decodeLocalAliases(v.strings()), decodeCodes(v.strings())
	e.AliasSounds = sounds(v.strings(), v.strings())
	return e
}

func sounds(pinyin, initials []string) []graph.Sound {
	if len(pinyin) == 0 {
		return nil
	}
	out := make([]graph.Sound, len(pinyin))
	for i := range out {
		out[i] = graph.Sound{Pinyin: pinyin[i], Initials: initials[i]}
	}
	return out
}

// candidate is an entity that may match, with its key in the order by relations.
type candidate struct {
	key    string
	entity *graph.Entity
}

// candidates reads a number of candidates after a key; if whole, with all columns.
func (s *snapshot) candidates(ctx context.Context, lookups []textmatch.Lookup, after string, limit int, whole bool) ([]candidate, error) {
	text, decode := namesCandidates, decodeNames
	if whole {
		text, decode = wholeCandidates, func(row []any) *graph.Entity { return decodeEntity(row, false) }
	}
	v, err := s.query(ctx, text, map[string]any{"query": lucene(s.release.name, lookups), "after": cmp.Or(after, lowest), "limit": limit})
	if err != nil {
		return nil, err
	}
	rows := v.rows()
	out := make([]candidate, len(rows))
	for i, row := range rows {
		v := &values{list: row.([]any)}
		out[i] = candidate{v.text(), decode(v.rows())}
	}
	return out, nil
}

// Search implements [graph.Snapshot].
func (s *snapshot) Search(ctx context.Context, q graph.SearchQuery, w graph.Window) ([]graph.Row[graph.Hit], error) {
	for needle, ok := textmatch.NewNeedle(q.Text), true; ok; needle, ok = needle.Fuzzy() {
		rows, found, err := s.hits(ctx, needle, q.Kinds, w)
		if err != nil || found || needle.IsFuzzy() {
			return rows, err
		}
	}
	return nil, nil
}

// hits returns a page of the hits of a needle, and whether it matches anything.
func (s *snapshot) hits(ctx context.Context, n textmatch.Needle, kinds []graph.Kind, w graph.Window) (page []graph.Row[graph.Hit], some bool, err error) {
	lookups, few := n.Lookups(), s.backend.config.MatchBatch
	found, err := s.candidates(ctx, lookups, "", few+1, true)
	if err != nil {
		return nil, false, err
	}
	if len(found) <= few {
		for _, c := range found {
			m, ok := n.Match(c.entity.SearchNames())
			some = some || ok
			if key := graph.HitKey(m, c.key); ok && key > w.After && allows(kinds, c.entity.Kind) {
				page = append(page, graph.Row[graph.Hit]{Key: key, Item: graph.Hit{Entity: c.entity, Match: m}})
			}
		}
		ascending(page)
		return page[:min(len(page), w.Limit)], some, nil
	}
	maxCandidates := s.backend.config.MaxCandidates
	left := maxCandidates
	for _, l := range lookups {
		rank := graph.RankKey(l.Rank)
		after := ""
		switch {
		case w.After == "" || w.After[:1] < rank:
		case w.After[:1] > rank:
			continue
		default:
			after = w.After[1:]
		}
		for len(page) < w.Limit {
			if left <= 0 {
				return nil, false, graph.Errorf(graph.CodeLimit, "search read more than %d names that may match; make the text longer", maxCandidates)
			}
			found, err := s.candidates(ctx, []textmatch.Lookup{l}, after, few, true)
			if err != nil {
				return nil, false, err
			}
			left -= few
			for _, c := range found {
				m, ok := n.Match(c.entity.SearchNames())
				some = some || ok
				if key := graph.HitKey(m, c.key); ok && key[:1] == rank && allows(kinds, c.entity.Kind) && len(page) < w.Limit {
					page = append(page, graph.Row[graph.Hit]{Key: key, Item: graph.Hit{Entity: c.entity, Match: m}})
				}
				after = c.key
			}
			if len(found) < few {
				break
			}
		}
	}
	if !some && w.After != "" {
		// There may be hits before the window.
		_, some, err = s.hits(ctx, n, nil, graph.Window{Limit: 1})
	}
	return page, some, err
}

func allows(kinds []graph.Kind, k graph.Kind) bool { return kinds == nil || slices.Contains(kinds, k) }

// search returns the ids of all entities that a search for the text finds.
func (s *snapshot) search(ctx context.Context, text string) ([]string, error) {
	out, maxCandidates := []string{}, s.backend.config.MaxCandidates
	for needle, ok := textmatch.NewNeedle(text), true; ok && !needle.Empty(); needle, ok = needle.Fuzzy() {
		candidates, err := s.candidates(ctx, needle.Lookups(), "", maxCandidates+1, false)
		if err != nil {
			return nil, err
		}
		if len(candidates) > maxCandidates {
			return nil, graph.Errorf(graph.CodeLimit, "filter by text %.60q: more than %d names may match; make the text longer, or search without other filters", text, maxCandidates)
		}
		for _, c := range candidates {
			if _, ok := needle.Match(c.entity.SearchNames()); ok {
				out = append(out, string(c.entity.ID))
			}
		}
		if len(out) > 0 || needle.IsFuzzy() {
			break
		}
	}
	return out, nil
}
