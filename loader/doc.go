// Package loader turns a directory of files into a dataset that a store can
// load: it reads YAML and JSONL, reports everything that is wrong with them in
// one run, and offers what is right as a [graph.Source].
//
// The way of a file: files.go finds it and refuses what is no plain text;
// yaml.go makes a tree of it in which every value keeps its text and line, and
// json.go one of each line of a JSONL file; decode.go fills the record types of
// record_*.go from the tree; the check_*.go files compare records with each
// other, with the vocabulary and, where texts are at hand, with the words that
// evidence points to. The record types are the one description of the format:
// what keys exist, which are required, and the JSON Schema of [Schema] all derive
// from them.
//
// # Datasets larger than memory
//
// JSONL files are streamed, in chunks that all cores work at, and are read three
// times: for entities and all else that statements are about (readThings); for
// statements, each of which is checked by itself and forgotten (readStatements);
// and by [graph.Source.Records], which makes the records. What takes several
// statements to check, such as a claim that two documents state, is found by ids
// of 61 bits and settled by reading those lines again (settle.go), so files need
// no order: a statement may come before what it mentions.
//
// Memory grows with the number of records: some 90 bytes for an entity, and
// while entities are checked 16 for each of its names and codes; while statements
// are checked 16 bytes for each, 24 more where it makes a hierarchy, 32 where it
// refers to another and 32 where it has a ref. An open source keeps what it has of entities, refs
// and corrections, and 16 bytes for each statement of what several state; of
// other statements it keeps nothing. Documents, indicators, units and what YAML
// files hold stay in memory as they were read.
//
// A source tells by sums of the chunks that a file has changed since it was
// checked, and then ends with an error.
//
// # Files from outside
//
// Files may be hostile: limits.go holds what bounds the time and memory that
// reading one can take.
package loader
