// Package memory is the store that holds a dataset in memory: an immutable
// snapshot with every index that the reads need, swapped whole by a load.
//
// Readers take the snapshot that an atomic pointer names and never lock.
// Records are numbered in the order of a key (ordinals), and every index is a
// sorted list of such numbers, so that each page is the merge of a few sorted
// lists between two bounds: see [page].
package memory
