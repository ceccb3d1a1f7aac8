// Package paths finds how entities are related over several claims: the best paths
// between two sets ([Trace]), and which rows are linked to which columns ([Links]).
//
// A store says only what a set of entities is directly related to
// ([graph.Reader.Neighbours]). The search that grows from both sides, the order of
// paths and the bounds on the work are here, once for all stores, so that all stores
// answer alike.
package paths
