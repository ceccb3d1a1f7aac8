// Package textmatch says when a name matches a text that somebody has typed, and how
// an index finds the names that may.
//
// Names and texts are folded ([Fold]), so that script, case, width, accents and tones
// do not matter. A [Needle] matches names one by one and ranks them ([Match.Rank]).
// An index need not know how names match: it stores the grams ([EachGram]) or terms
// ([Terms]) of names, asks for those of the needle's [Lookup] values, and has the
// needle match what it finds.
//
// The package knows names only, not what has them.
package textmatch
