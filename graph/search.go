package graph

import (
	"iter"
	"slices"
	"strconv"

	"policygraph/graph/textmatch"
)

// SearchNames returns the names by which an entity is found; of names that match equally
// well the first is preferred. The Traditional name comes before the canonical one, as
// [textmatch.Matcher.Match] requires. Names may be empty.
func (e *Entity) SearchNames() iter.Seq[textmatch.Name] { return e.eachSearchName }

func (e *Entity) eachSearchName(yield func(textmatch.Name) bool) {
	_ = yield(textmatch.Name{Text: e.Hant, Form: textmatch.FormTraditional}) &&
		yield(textmatch.Name{Text: e.Name, Form: textmatch.FormCanonical}) &&
		yield(textmatch.Name{Text: e.NameEN, Form: textmatch.FormEnglish}) &&
		yield(textmatch.Name{Text: e.Pinyin, Form: textmatch.FormPinyin}) &&
		yield(textmatch.Name{Text: e.Initials, Form: textmatch.FormInitials}) &&
		each(e.Aliases, func(alias string) bool {
			return yield(textmatch.Name{Text: alias, Form: textmatch.FormAlias, Alias: true})
		}) &&
		each(e.LocalAliases, func(alias LocalAlias) bool {
			return yield(textmatch.Name{Text: alias.Name, Form: textmatch.FormAlias, Alias: true})
		}) &&
		each(e.AliasSounds, func(s Sound) bool {
			return yield(textmatch.Name{Text: s.Pinyin, Form: textmatch.FormPinyin, Alias: true}) &&
				yield(textmatch.Name{Text: s.Initials, Form: textmatch.FormInitials, Alias: true})
		}) &&
		each(e.Codes, func(c OfficialCode) bool {
			return yield(textmatch.Name{Text: c.Value, Form: textmatch.FormCode})
		})
}

func each[T any](list []T, visit func(T) bool) bool {
	return !slices.ContainsFunc(list, func(item T) bool { return !visit(item) })
}

// Hit is an entity found by a search, with its best match.
type Hit struct {
	Entity *Entity
	Match  textmatch.Match
}

// Score returns the hit's rank as a number; higher is better. It falls as
// [Hit.Key] rises, except between entities that only their ids tell apart: these
// have the same score.
func (h Hit) Score() float64 {
	degree := float64(h.Entity.Degree)
	return float64(textmatch.Ranks-h.Match.Rank()) - 1/(1+degree/100)
}

// Key orders hits: by how the name matches, own names before aliases, short names
// before long ones, entities with more relations first, then by id.
func (h Hit) Key() string {
	return HitKey(h.Match, EntityKey(h.Entity, EntityOrder{OrderByRelations, Desc}))
}

// HitKey returns the key of a hit: its rank's prefix, then byRelations, the key of
// its entity in the order by relations, the most first.
func HitKey(m textmatch.Match, byRelations string) string { return RankKey(m.Rank()) + byRelations }

// RankKey returns the prefix, one character, of the keys of all hits of a rank.
func RankKey(rank int) string { return strconv.FormatInt(int64(rank), 16) }

// Find searches entities one by one. It is the reference implementation of searches:
// simple and slow. Hits are in the order of the entities.
func Find(entities iter.Seq[*Entity], text string) []Hit {
	needle := textmatch.NewNeedle(text)
	for {
		var hits []Hit
		for e := range entities {
			if m, ok := needle.Match(e.SearchNames()); ok {
				hits = append(hits, Hit{e, m})
			}
		}
		if len(hits) > 0 || needle.IsFuzzy() {
			return hits
		}
		fuzzy, ok := needle.Fuzzy()
		if !ok {
			return nil
		}
		needle = fuzzy
	}
}
