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
// pointer in them: dates are numbers, ids the 60 bits of their hash, ends
// ordinals, notes and other words numbers in a list of the different ones. What
// few statements have lies in lists of its own ([sparse]). A row lies in one
// place, and not each of its fields in another, because a page reads whole rows
// at random, and each place costs a look at memory. The records of an answer are
// made when it is given ([answer]), keys included.
//
// Memory grows with the number of records, as BenchmarkBytes reports it: some
// 1,100 bytes an entity (with five names, the index that finds them, an id and a
// tenth of a figure), 130 a claim with a piece of evidence, 40 for each further
// piece, and 160 a figure with one. While a load goes on, what was read of the
// statements is also in memory, and so is the former snapshot.
//
// # How a load goes
//
// The source is read once. Its records are packed by all cores as they come
// ([ingest]), then sorted and indexed by all cores ([builder]); what was read is
// released as soon as it is packed. Two snapshots are compared by 8 bytes of
// each record's hash, so the old one is never made into records again.
//
// # What reads cost
//
// A page costs its rows, and a search in each list that is merged: no read scans
// the claims of a hub, or the entities of a kind, if an index finds them. In detail:
//
//   - a record by id: a look-up by hash;
//   - entities: a list for each kind asked for; those named by ids or codes, all of
//     those; those of a document by name, likewise, and in another order all that
//     the document mentions;
//   - claims of an entity: a list for each type and direction. What a filter by
//     stage, certainty, kind of the other end or under refuses is skipped at two
//     bytes a claim, what a date refuses at a row a claim;
//   - other ends, each once: nearly all claims are alone between their ends, and
//     cost nothing more; those between ends that have several are found together,
//     and looked at once a page up to the [graph.MaxClaims] best;
//   - all claims: a list for each type, stage, certainty, and under or not; what a date
//     refuses is skipped at a row a claim;
//   - figures: a list of each subject, indicator, measure, or what sets them, where
//     what a status or date refuses is passed over; of all, a list for each status;
//   - documents of an entity: two searches for each in the evidence of what mentions
//     the entity, and its statements there up to the first that is seen;
//   - evidence of a passage: two searches, and what the passage holds.
//
// A total without a filter costs the number of lists. With one it looks at all
// that it counts: two bytes a claim of the entity, a row a claim with a date, so
// about a nanosecond and some tens of nanoseconds each; so do the counts of
// relations. The total of an entity's documents is kept, but looks at all of its
// evidence at a date.
package memory
