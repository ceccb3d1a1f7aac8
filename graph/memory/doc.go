// Package memory is the store that holds a dataset in memory: an immutable
// snapshot with every index that the reads need, swapped whole by a load.
//
// Readers use the snapshot that an atomic pointer points to and never lock. Records are
// numbered in the order of a key; these numbers are called ordinals. Every index is a
// sorted list of ordinals, so that a page is the merge of a few sorted lists between
// two bounds: see [page].
//
// # What is held
//
// Entities, documents and indicators are held as records, each entity with its strings
// in one allocation. Statements and evidence are rows without pointers: dates and ids
// are numbers, entities and documents ordinals, and repeated strings indexes into a list
// of the distinct ones. Fields that few statements have are in lists of their own
// ([sparse]). The other fields of a row are next to each other, since a page reads
// whole rows in random order and each row then costs one cache miss. Records are made
// from rows when they are returned ([answer]), and so are keys.
//
// BenchmarkBytes reports the memory that records take: some 1,100 bytes for an entity
// (with five names and their index, an id, and a tenth of a figure), 130 for a claim
// with one piece of evidence, 40 for each further piece, and 160 for a figure with one
// piece. A load also needs the memory of the statements read so far and of the former
// snapshot.
//
// # How a load works
//
// The source is read once. Workers on all cores pack its records as they come
// ([ingest]), then sort and index them ([builder]). A record is released as soon as it
// is packed. Two snapshots are compared by 8 bytes of each record's hash, so that the
// old one need not be turned into records.
//
// # What reads cost
//
// A page costs a binary search in each list that is merged, and its rows. No read scans
// the claims of a hub or the entities of a kind if an index finds what it looks for.
// These lists are merged:
//
//   - entities: one list for each kind. Entities selected by ids or codes, and those of
//     a document in an order other than by name, are all read and sorted;
//   - claims of an entity: one list for each type and direction. Claims that do not pass
//     a filter by stage, certainty, kind of the other end or under are skipped at 2
//     bytes each, those that do not pass a date at a row each;
//   - other ends, each once: the same lists. Nearly all claims are the only one between
//     their ends and cost nothing more; parallel claims are looked up once a page, up to
//     the [graph.MaxClaims] best;
//   - all claims: one list for each type, stage, certainty, and whether under something.
//     Claims that do not pass a date are skipped at a row each;
//   - figures: the list of each subject, indicator, measure or entity that sets them;
//     for all figures, one list for each status. Figures that do not pass a status or
//     date are skipped;
//   - documents of an entity: two searches for each document in the evidence that
//     mentions the entity, and its statements up to the first that is seen at the dates.
//
// A record by id costs one hash lookup, and the evidence of a passage two searches and
// what the passage holds.
//
// A total without a filter costs the number of lists. With a filter, everything counted
// is examined: 2 bytes for each claim of the entity, which take about a nanosecond, or
// with a date a row, which takes some tens of nanoseconds. Counts of relations cost the
// same. The total of an entity's documents is stored; with a date, all of the entity's
// evidence is examined.
package memory
