package tables

import "policygraph/graph"

// label is a cell with an enum value in words; "" has none.
func label[T ~string](enum string, value T, lang graph.Language) any {
	return text(graph.EnumLabel(enum, value).In(lang))
}
