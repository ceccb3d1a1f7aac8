// Package graph is the domain of policygraph: what an entity, a claim, a figure
// and a piece of evidence are, the one table of the vocabulary, dates and both
// clocks, ids, the dataset's version, and the contract that every store keeps.
//
// It uses the standard library only. A store implements [Backend] and
// [Snapshot]; everyone else reads through [Store] and [Reader], which hold the
// rules that all stores share (limits, cursors, former ids), so that they are
// written once. Whoever writes a store runs the suite in graph/graphtest.
package graph
