// Package loader turns a directory of files into a dataset that a store can
// load: it reads YAML and JSONL, reports everything that is wrong with them in
// one run, and assembles what is right into a [graph.Source].
//
// The way of a file: files.go finds it and refuses what is no plain text,
// yaml.go and jsonl.go make a tree of it in which every value keeps its text
// and line; decode.go fills the record types of record_*.go from the tree; the
// check_*.go files compare records with each other, with the vocabulary and,
// where texts are at hand, with the words that evidence points to. The record
// types are the one description of the format: what keys exist, which are
// required, and the JSON Schema of [Schema] all derive from them.
//
// Files come from outside and may be hostile: limits.go holds what bounds the
// time and memory that reading one can take.
package loader
