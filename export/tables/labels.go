package tables

import "policygraph/graph"

// labels holds the labels of enum values, by enum and value.
var labels = func() map[[2]string]graph.Label {
	labels := map[[2]string]graph.Label{}
	for _, e := range graph.Enumerations {
		for _, v := range e.Values {
			labels[[2]string{e.Name, v.Value}] = v.Label
		}
	}
	return labels
}()

// label is a cell with an enum value in words; "" has none.
func label[T ~string](enum string, value T, lang graph.Language) any {
	return text(labels[[2]string{enum, string(value)}].In(lang))
}
