// Package graph is the domain of policygraph: entities, claims, figures and evidence,
// the table of relation types, dates and both clocks, ids, the dataset's version, and
// the contract of stores.
//
// A store implements [Backend] and [Snapshot]; everybody else reads through [Store]
// and [Reader], which implement the rules that all stores share (limits, cursors,
// former ids). The suite in graph/graphtest tests a store.
//
// Package graph/textmatch, below this one, matches names with texts; graph/paths and
// graph/cite, above it, find paths and write references. This package and these use
// the standard library only.
package graph
