// Package neo4j keeps a dataset in Neo4j 5.26.4 or later, so that it can be shared,
// be larger than memory, and also be asked in Cypher. All Cypher of the program
// is here. [Open] connects; what is opened is a [graph.Backend].
//
// # What lies in the database
//
//	(:PolicyGraph {namespace, release})          the pointer, and the lease of who loads
//	  -[:SERVES]-> (:Release {namespace, release, format, version, title, loaded, …})
//
//	(:Entity:Policy {release, id, kind, name, aliases, codes, …})
//	  -[:ISSUED {release, id, key, listKey, recorded, evidence, …}]-> (:Entity:…)
//	  -[:RETRACTED {type, retracted, …}]-> (:Entity:…)
//	(:Code {release, code}) -[:CODE_OF]-> (:Entity)
//
//	(:Figure {release, id, value, stated, evidence, …})
//	  -[:FIGURE_OF]-> (:Entity)  -[:MEASURES]-> (:Indicator)
//	  -[:REPORTED_BY]-> (:Entity)  -[:COUNTS]-> (:Entity)
//
//	(:Document {release, id, title, …})
//	  -[:CITES]-> (:Passage {release, document, paragraph, part, statements})
//
//	(:Document) or (:Entity) -[:LISTS]-> (:Listing {release, owner, kind, first, last, keys, …})
//	(:Digest {release, part, entries})
//
// A claim is a native relation, named by its type and with all that is said of it
// as properties; what it does not have is no property, and neither are the stage
// DONE and the certainty EXPLICIT, which most claims have. Claims that are
// retracted lie under one type of their own, so that the live types count and scan
// live claims only. Evidence is a list of lines on the relation:
//
//	document:yantai-briefing 1:31-52#9f3c2a10 CURATED 0.9 k3x9a2bq presented by the city
//
// which are the document's id (so that a person can go on to its node), pointer,
// method, confidence, the last part of the evidence's id, and the note. Beside
// the dates as they are written, firstDay and lastDay are the days that a filter
// by valid time compares. A passage's statements are the native type, or Figure,
// and the id of each; a passage with more than a thousand has several nodes.
//
// Which documents an entity has, and which entities a document, follows from the
// evidence of its relations and from its passages. A tie for each pair would be
// the largest part of the database; it is gathered when it is asked for. Where it
// would be much to gather, for hubs and for documents with as many statements
// ([Config.HubDegree]), it is written down in order, some hundred to a node: a
// [listing]. Each entry is with a span of time and record time, so that both
// clocks apply to it. Likewise only the relations of a hub have its id as property
// subject or object, which their indexes are on.
//
// Digests are hashes of all records, with which the next release is compared.
//
// # Releases
//
// Every node and relation of a dataset has its release, every lookup names it,
// and relations never leave it, so that hops need not look. A load writes a new
// release beside the old one, in batches, and then moves the pointer in one
// transaction. Until then nobody sees anything of it. The pointer's node also
// holds the lease of whoever loads: a load takes it, renews it ten times before it
// would lapse and at the end of each batch's transaction, which fails if another
// load holds it by now. So a load that was thought dead and comes back writes
// nothing more. What a dead load left is found by its release node, which is
// written first and removed last.
//
// A release that was replaced stays for [Config.Retain], by the database's clock.
// Servers look at the pointer at most once a second, and what they read after
// that passes the pointer's bookmark on, so that no member of a cluster answers
// for a release that it has not seen.
//
// A load into a database that has no indexes creates them after its records; a later
// load keeps them up to date as it writes.
//
// All constraints and indexes are over properties of which one is release or
// namespace, and all statements name them: other data in the database is neither
// read nor changed, even under the same labels.
//
// # How reads are written
//
// The shapes follow measurements. A read is one statement in a transaction of
// its own (one round trip), with constant text and everything variable as a
// parameter, and answers with one record that holds lists of lists by position:
// records and maps cost the client more than the values in them. Edges name their
// other ends, which come once each. The properties of a node or relation are read
// together ([list]), since the server looks for each single one from the beginning
// of all.
//
// Orders are read from indexes where a list can be long. The relations of an
// ordinary entity are all looked at; those of a hub ([Config.HubDegree]) are taken
// from the index of each type, joined by UNION ALL, since a pattern of several
// types uses no index; of many branches some are merged at a time, since the server
// hands each row on through all that follow. ORDER BY has to name every column of
// the index, or the server sorts. A set that holds both is read with two statements;
// [Backend.Stats] counts.
//
// A statement that the server has not seen costs it 30 to 110 ms of planning, and
// up to a second where it has a branch for each type; [Backend.Warm] spends that
// before anyone waits.
package neo4j
