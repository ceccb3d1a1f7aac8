// Package neo4j starts a real Neo4j Community server on this machine, without
// containers: the server's jars come from the Maven repository that Maven is
// configured with, Java 17 or later runs them. Each server has its own home
// folder, its own port on 127.0.0.1 and a random password, and ends with the
// process that started it.
//
// It serves `make neo4j` (see cmd) and tests (see neo4jtest); the product
// itself never imports it.
package neo4j
