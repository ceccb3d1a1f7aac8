// Package textmatch defines when a name matches a search text, and how an index finds
// candidates.
//
// Names and texts are folded ([Fold]), so that script, case, width, accents and tones
// do not matter. A [Needle] matches names one by one and ranks the matches
// ([Match.Rank]). An index needs no matching rules of its own: it stores the grams
// ([EachGram]) or terms ([Terms]) of names, looks up those of [Needle.Lookups], and
// lets the needle match the candidates.
//
// The package deals with names only, not with the things that have them.
package textmatch
