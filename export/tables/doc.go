// Package tables makes tables for spreadsheets of what a dataset says: claims, figures
// with the progress of targets, and links. It writes them as CSV, XLSX or JSON.
//
// Rows are read page by page from one [graph.Reader] and written one at a time, so
// memory does not grow with the number of rows. docs/tables.md lists the columns of each
// table; the tests read it.
package tables
