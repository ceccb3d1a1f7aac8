// Package memory is the store that holds a dataset in memory: an immutable
// snapshot with every index that the reads need, swapped whole by a load.
//
// Readers take the snapshot that an atomic pointer names and never lock.
// Records are numbered in the order of a key (ordinals), and every index is a
// sorted list of such numbers, so that each page is the merge of a few sorted
// lists between two bounds: see [page].
//
// # What is held
//
// Entities, documents and indicators are the records themselves, an entity's
// strings in one piece of memory. Statements and evidence are rows without a
// pointer in them: days and dates are numbers, ids the 60 bits of their hash,
// ends ordinals, notes and other words numbers in a list of the different ones.
// What few statements have lies in lists of its own ([sparse]). The records of
// an answer are made when it is given: [answer].
//
// # How a load goes
//
// The source is read once. Its records are packed by all cores as they come
// ([intake]), then sorted and indexed by all cores ([builder]); what was read is
// let go as soon as it has its place. Two snapshots are compared by 8 bytes of
// each record's hash, so the old one is never made into records again.
package memory
