// Package neo4j is the store that holds a dataset in Neo4j 5.26.4 or later: it can be
// shared by servers, be larger than memory, and be queried in Cypher. All Cypher of the
// program is here. [Open] connects and returns a [graph.Backend].
//
// # Layout of the database
//
//	(:PolicyGraph {namespace, release})          the pointer; it also holds the lease
//	  -[:SERVES]-> (:Release {namespace, release, format, version, title, loaded, …})
//
//	(:Entity:Policy {release, id, kind, name, aliases, codes, …})
//	  -[:ISSUED {release, id, key, listKey, recorded, evidence, …}]-> (:Entity:…)
//	  -[:RETRACTED {type, retracted, …}]-> (:Entity:…)
//	  -[:UNDER {release, id, key, type, …}]-> (:Entity:…)
//	(:Code {release, code}) -[:CODE_OF]-> (:Entity)
//
//	(:Indicator {release, id, key, name, unit, …})
//	(:Figure {release, id, key, value, stated, evidence, …})
//	  -[:FIGURE_OF]-> (:Entity)  -[:MEASURES]-> (:Indicator)
//	  -[:REPORTED_BY]-> (:Entity)  -[:COUNTS]-> (:Entity)
//
//	(:Document {release, id, key, title, …})
//	  -[:CITES]-> (:Passage {release, document, paragraph, part, statements})
//
//	(:Document) or (:Entity) -[:LISTS]-> (:Listing {release, owner, kind, first, last, keys, …})
//	(:Digest {release, part, entries})
//
// A claim is a native relation. Its type is the claim's type and its properties are the
// claim's fields. Empty fields are not stored, nor are the stage DONE and the certainty
// EXPLICIT, which most claims have. Retracted claims have the native type RETRACTED, so
// that the other types count and scan live claims only. A claim that is under something has
// a relation UNDER from each end to it, with what a search for paths reads of the claim. Evidence is a list of lines:
//
//	document:yantai-briefing 1:31-52#9f3c2a10 CURATED 0.9 k3x9a2bq ACTOR presented by the city
//
// that is, the id of the document (by which a person finds its node), pointer, method,
// confidence, the last part of the evidence's id, the basis, and the note; evidencetext.go
// has the rest. Claims and figures have the first and last day of their valid time as
// firstDay and lastDay besides the dates as written. Filters by valid time compare these
// days.
//
// A passage lists the statements that its paragraph evidences: the native type, or
// Figure, and the id of each. A passage of more than a thousand has several nodes.
//
// The documents of an entity and the entities of a document follow from the evidence of
// the entity's statements and from the document's passages, and are gathered by reads. A
// relation for each pair of them would be the largest part of the database. For hubs and
// for documents with as many statements ([Config.HubDegree]) gathering would take too
// long; their lists are stored, in order, as [listing] nodes of some 200 entries. An entry
// has the valid time and record time of its statement, so that both clocks apply to it.
//
// Only the relations of hubs have the ids of their ends as properties subject and object,
// by which relations of an entity are found in indexes. Digests are hashes of all records,
// with which the next release is compared.
//
// # Releases
//
// A release is one loaded dataset. Every node and relation of a dataset has the name of
// its release, and every lookup names it. Relations only join nodes of the same release,
// so that steps along them need not check it.
//
// A load writes a new release beside the one that is served, in batches, and then moves
// the pointer in one transaction. Until then no reader sees the new release. A load holds
// a lease, which is stored in the pointer's node: it renews the lease ten times within its
// duration and at the end of the transaction of each batch, which fails if another load
// has taken the lease. So a load that was assumed dead and continues writes nothing more.
// The release node is written first and removed last; by it, the next load finds and
// removes what an interrupted load has left.
//
// A replaced release is kept for [Config.Retain], measured by the clock of the database.
// Servers read the pointer at most once a second. All reads of a release pass on the
// bookmark of the read of the pointer that found it, so that a member of a cluster answers
// only once it has the release.
//
// A load into a database without indexes creates them while and after it writes; a later
// load keeps the existing ones up to date as it writes.
//
// Each constraint and index is over properties of which one is release or namespace, and
// each statement names one of them: other data in the database is neither read nor
// changed, even if it has the same labels.
//
// # Reads
//
// Comments of functions that return Cypher say what the Cypher does.
//
// The form of the statements follows measurements. A read is one statement in its own
// transaction, which takes one round trip. Its text is constant and all values are
// parameters. It returns one record of nested lists without names: decoding many records
// or maps costs the client more than the values in them. The entities at the other ends
// of edges are returned once each. The properties of a node or relation are read together
// ([list]), since the server finds each single property by reading from the first one on.
//
// Long lists are read in the order of an index. The relations of an ordinary entity are
// all read; those of a hub are read from the index of each type, joined by UNION ALL,
// since a pattern of several types uses no index. If there are many such branches, some
// are merged at a time, since the server passes each row on through all branches that
// follow. ORDER BY must name every column of the index, or the server sorts. A set that
// holds both ordinary entities and hubs is read with two statements; [Backend.Stats]
// counts statements.
//
// The server takes 30 to 110 ms to plan a statement that is new to it, and up to a second
// if the statement has a branch for each type. [Backend.Warm] runs such statements before
// the first reader does.
package neo4j
