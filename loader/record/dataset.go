// Package record describes the records of a dataset's files. The types are the one
// description of the format: the keys, which of them are required, and the JSON Schema
// all derive from them.
package record

import (
	"policygraph/graph"
)

// Dataset is dataset.yaml.
type Dataset struct {
	Origin
	Format     Field[formatNumber] `json:"format" jsonschema:"Version of this format: 2, or 1, in which evidence has no basis."`
	Title      Field[string]       `json:"title" jsonschema:"Title of the dataset."`
	Licence    Field[string]       `json:"licence" jsonschema:"Licence of the data, such as CC-BY-4.0."`
	Maintainer Field[string]       `json:"maintainer" jsonschema:"Who answers for the data."`
	Date       Field[graph.Day]    `json:"date" jsonschema:"The dataset's own date, YYYY-MM-DD: nothing in it is recorded later, and reads are as of it unless they ask for another."`
}

// Indicators is indicators.yaml.
type Indicators struct {
	Origin
	Units      []Unit      `json:"units,omitzero" jsonschema:"Units that values are in."`
	Indicators []Indicator `json:"indicators,omitzero" jsonschema:"What figures measure."`
}

// Unit is what values are in.
type Unit struct {
	Origin
	Code    Field[string]  `json:"code" jsonschema:"Code of the unit, such as CNY, 1, % or 亿元."`
	Label   Field[string]  `json:"label" jsonschema:"Its name in simplified Chinese."`
	LabelEN Field[string]  `json:"label_en" jsonschema:"Its name in English."`
	Base    Field[string]  `json:"base,omitzero" jsonschema:"Of a derived unit: code of the unit that it is a multiple of."`
	Scale   Field[Decimal] `json:"scale,omitzero" jsonschema:"Of a derived unit: a value times this is in the base unit, such as 1e8 for 亿元."`
}

// Indicator is what figures measure.
type Indicator struct {
	Origin
	ID          Field[graph.ID]      `json:"id" jsonschema:"indicator: and a name in lower-case letters, digits and hyphens. Ids never change."`
	Name        Field[string]        `json:"name" jsonschema:"Name in simplified Chinese."`
	NameEN      Field[string]        `json:"name_en,omitzero" jsonschema:"Name in English."`
	Description Field[string]        `json:"description,omitzero" jsonschema:"What exactly is counted, in a sentence."`
	Unit        Field[string]        `json:"unit" jsonschema:"Code of the base unit that values are kept in."`
	Measure     Field[graph.Measure] `json:"measure" jsonschema:"What it measures: STOCK is how many there are, FLOW how many in a period, CUMULATIVE how many since a beginning, SHARE a part of a whole, CHANGE a difference from a base."`
	Base        Field[string]        `json:"base,omitzero" jsonschema:"What a share is of, or a change is against."`
}
