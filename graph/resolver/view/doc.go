// Package view is what the API shows of the graph: a type for every type of the
// schema, whose methods are its fields. graph/generated calls them.
//
// Front ends ask for nested lists, so a field is loaded once for all objects
// that one selection produced over all its parents: for their cohort. An object
// is no more than its cohort and its place in it. The first member that needs a
// field loads it for the whole cohort, the others wait for that; what the load
// gives is the next cohort. A store sees one read for each level and field of a
// query, about a set of records, however the query reaches them: through edges
// or nodes, aliases, interface fragments or mixed kinds. Fields selected in a
// fragment on one kind are loaded for the members of that kind.
//
// Both clocks are arguments, and travel: a field without them reads as the list
// around it did.
package view
