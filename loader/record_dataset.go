package loader

import "policygraph/graph"

// datasetRecord is dataset.yaml.
type datasetRecord struct {
	origin
	Format     field[formatNumber] `json:"format" jsonschema:"Version of this format; always 1."`
	Title      field[string]       `json:"title" jsonschema:"Title of the dataset."`
	Licence    field[string]       `json:"licence" jsonschema:"Licence of the data, such as CC-BY-4.0."`
	Maintainer field[string]       `json:"maintainer" jsonschema:"Who answers for the data."`
	Date       field[graph.Day]    `json:"date" jsonschema:"The dataset's own date, YYYY-MM-DD: nothing in it is recorded later, and reads are as of it unless they ask for another."`
}

// indicatorsRecord is indicators.yaml.
type indicatorsRecord struct {
	origin
	Units      []unitRecord      `json:"units,omitzero" jsonschema:"Units that values are in."`
	Indicators []indicatorRecord `json:"indicators,omitzero" jsonschema:"What figures measure."`
}

type unitRecord struct {
	origin
	Code    field[string]  `json:"code" jsonschema:"Code of the unit, such as CNY, 1, % or 亿元."`
	Label   field[string]  `json:"label" jsonschema:"Its name in simplified Chinese."`
	LabelEN field[string]  `json:"label_en" jsonschema:"Its name in English."`
	Base    field[string]  `json:"base,omitzero" jsonschema:"Of a derived unit: code of the unit that it is a multiple of."`
	Scale   field[decimal] `json:"scale,omitzero" jsonschema:"Of a derived unit: a value times this is in the base unit, such as 1e8 for 亿元."`
}

type indicatorRecord struct {
	origin
	ID          field[graph.ID]      `json:"id" jsonschema:"indicator: and a name in lower-case letters, digits and hyphens. Ids never change."`
	Name        field[string]        `json:"name" jsonschema:"Name in simplified Chinese."`
	NameEN      field[string]        `json:"name_en,omitzero" jsonschema:"Name in English."`
	Description field[string]        `json:"description,omitzero" jsonschema:"What exactly is counted, in a sentence."`
	Unit        field[string]        `json:"unit" jsonschema:"Code of the base unit that values are kept in."`
	Measure     field[graph.Measure] `json:"measure" jsonschema:"What it measures: STOCK is how many there are, FLOW how many in a period, CUMULATIVE how many since a beginning, SHARE a part of a whole, CHANGE a difference from a base."`
	Base        field[string]        `json:"base,omitzero" jsonschema:"What a share is of, or a change is against."`
}
