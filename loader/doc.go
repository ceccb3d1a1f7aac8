// Package loader turns a directory of files into a dataset that a store can load: it
// reads YAML and JSONL, reports everything that is wrong in one run, and offers what is
// right as a [graph.Source].
//
// A line of a file passes through these packages, each of which imports only those
// before it:
//
//   - problem collects what is wrong with a dataset;
//   - encoding parses YAML and JSON lines, within limits, since files may be hostile;
//   - record describes the records of the format, their values and the JSON Schema;
//   - inventory finds the dataset's files and reads records from them;
//   - check compares records with each other, with the vocabulary and with the
//     documents' texts, and makes the domain's records.
//
// Beside them, readable repairs the texts of documents, names derives the forms in which
// a name is found, and opencc converts between scripts.
//
// # Datasets larger than memory
//
// JSONL files are streamed, in chunks on all cores, and read three times: [Open] reads
// them once for entities and everything else that statements refer to and once for
// statements, and [graph.Source.Records] reads them again to make the records.
//
// Memory grows with the number of records. An entity takes some 90 bytes, and 16 more
// for each of its names and codes while entities are checked. A statement takes 16 bytes
// while statements are checked, 24 more if it makes a hierarchy, 32 if it refers to
// another and 32 if it has a ref. An open source keeps what it has of entities, refs and
// corrections, and 16 bytes for each record of a statement that several records make;
// it keeps nothing of other statements. Documents, indicators, units and the records of
// YAML files stay in memory as they were read.
//
// A source compares hashes of chunks to notice files that have changed since they were
// checked, and then ends with an error.
package loader
