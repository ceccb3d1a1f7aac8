// Package view resolves the API's schema: it has a type for every type of the
// schema, whose methods are the fields. graph/generated calls them.
//
// Front ends ask for nested lists, so a field is loaded once for all objects that
// one selection produced over all its parents: for their cohort. An object is its
// cohort and its index there. The first member that needs a field loads it for the
// whole cohort, and the others wait; the loaded records are the next cohort. A
// store is read once for each level and field of a query, about a set of records,
// whether the query reaches them through edges or nodes, aliases, interface
// fragments or mixed kinds. Fields selected in a fragment on one kind are loaded
// for the members of that kind.
//
// The dates to read as of are an argument. A field without it reads as of the dates
// of the enclosing list.
package view
