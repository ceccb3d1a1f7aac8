// Package graphtest tests and measures stores: [TestStore] is the suite that every
// store must pass, [TestWork] tests the limits of a store that counts its work, and
// [BenchmarkStore] measures one.
//
// It brings its own data: [Fixture], a graph small enough to draw, in which
// every rule of the contract has an example; [Crowd], in which one entity has many
// of everything; and [Random], whose answers are compared with those of a model that
// scans all records. [Count] counts the calls of a store.
package graphtest
