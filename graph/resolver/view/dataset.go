package view

import (
	"policygraph/graph"
	"policygraph/graph/cite"
)

// Dataset resolves the dataset.
type Dataset struct{ record *graph.Dataset }

func (*Dataset) isNode() {}

// ID resolves the field; so do those below.
func (v *Dataset) ID() graph.ID                      { return v.record.Version.ID() }
func (v *Dataset) Version() string                   { return v.record.Version.String() }
func (v *Dataset) VersionDate() graph.Day            { return v.record.Version.Date }
func (v *Dataset) Title() string                     { return v.record.Title }
func (v *Dataset) Licence() string                   { return v.record.Licence }
func (v *Dataset) Maintainer() string                { return v.record.Maintainer }
func (v *Dataset) NewestDocument() graph.PartialDate { return v.record.NewestDocument }

// Citation resolves the field.
func (v *Dataset) Citation(style cite.Style) string { return cite.Dataset(v.record).In(style) }

// Kinds resolves the field: every kind, in the order of [graph.Kinds].
func (v *Dataset) Kinds() []KindCount {
	counts := make([]KindCount, len(graph.Kinds))
	for i, info := range graph.Kinds {
		counts[i] = KindCount{info.Kind, v.record.Kinds[info.Kind]}
	}
	return counts
}

// KindCount is the number of entities of a kind.
type KindCount struct {
	Kind  graph.Kind
	Count int
}

// Label resolves the field.
func (c KindCount) Label(language graph.Language) string { return c.Kind.Info().Label.In(language) }

// RelationTypes resolves the field: every row of the vocabulary.
func (v *Dataset) RelationTypes() []RelationTypeInfo {
	rows := make([]RelationTypeInfo, len(graph.Vocabulary))
	for i := range graph.Vocabulary {
		row := &graph.Vocabulary[i]
		rows[i] = RelationTypeInfo{row, v.record.Types[row.Type]}
	}
	return rows
}

// RelationTypeInfo resolves a row of the vocabulary.
type RelationTypeInfo struct {
	row   *graph.Relation
	Count int
}

// Type resolves the field; so do those below.
func (i RelationTypeInfo) Type() graph.RelationType             { return i.row.Type }
func (i RelationTypeInfo) Label(language graph.Language) string { return i.row.Label.In(language) }
func (i RelationTypeInfo) InverseLabel(language graph.Language) string {
	return i.row.Inverse.In(language)
}
func (i RelationTypeInfo) Symmetric() bool            { return i.row.Symmetric }
func (i RelationTypeInfo) SubjectKinds() []graph.Kind { return i.row.SubjectKinds() }
func (i RelationTypeInfo) ObjectKinds() []graph.Kind  { return i.row.ObjectKinds() }
