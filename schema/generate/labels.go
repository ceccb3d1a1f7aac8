package main

import (
	"slices"

	"policygraph/graph"
	"policygraph/graph/cite"
	"policygraph/graph/paths"
	"policygraph/loader/names"
)

// label is a label of the program with what is derived from it.
type label struct {
	ZH string
	names.Derived
}

// labels are those of kinds, types of claims, enum values and what else the reason of a link
// is made of, each once, in their order.
func labels() []label {
	var all []label
	seen := map[string]bool{}
	add := func(l graph.Label) {
		if !seen[l.ZH] {
			seen[l.ZH] = true
			all = append(all, label{l.ZH, names.Derive(l.ZH)})
		}
	}
	for _, k := range graph.Kinds {
		add(k.Label)
	}
	for _, r := range graph.Vocabulary {
		add(r.Label)
		add(r.Inverse)
	}
	for _, e := range slices.Concat(graph.Enumerations, []graph.Enumeration{paths.Verdicts, cite.Styles}) {
		for _, v := range e.Values {
			add(v.Label)
		}
	}
	add(graph.ImpliedLabel)
	add(paths.SameLabel)
	return all
}
