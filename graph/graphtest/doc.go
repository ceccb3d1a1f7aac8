// Package graphtest is what every store has to pass: [TestStore] and
// [BenchmarkStore], for anyone who writes one.
//
// It brings its own data: [Fixture], a graph small enough to draw, in which
// every rule of the contract has an example, and [Random], datasets that nobody
// thought of, checked against a model that scans all records. [Count] counts the calls that a store gets.
package graphtest
