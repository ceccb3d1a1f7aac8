package loader

import "policygraph/graph"

type entityRecord struct {
	origin
	ID          field[graph.ID]            `json:"id" jsonschema:"The kind and a name in lower-case letters, digits and hyphens, such as enterprise:wanhua-chemical; at most 80 characters. Ids never change."`
	Name        field[string]              `json:"name" jsonschema:"Canonical name in simplified Chinese. No two entities of a kind have the same."`
	NameEN      field[string]              `json:"name_en,omitzero" jsonschema:"Name in English."`
	Aliases     list[string]               `json:"aliases,omitzero" jsonschema:"Other names, as found."`
	Description field[string]              `json:"description,omitzero" jsonschema:"One or two sentences of the dataset's own, in English."`
	Codes       []codeRecord               `json:"codes,omitzero" jsonschema:"Codes from official registers."`
	FormerIDs   list[graph.ID]             `json:"former_ids,omitzero" jsonschema:"Ids that it had before it was renamed, or that were merged into it, oldest first. They still resolve."`
	IssuedOn    field[graph.PartialDate]   `json:"issued_on,omitzero" jsonschema:"Of a policy: when it was issued."`
	Adoption    field[graph.Adoption]      `json:"adoption,omitzero" jsonschema:"Of a policy: whether it is a draft for comment or adopted; UNKNOWN where left out."`
	HeldOn      field[graph.PartialDate]   `json:"held_on,omitzero" jsonschema:"Of an event: when it was held."`
	Form        field[graph.ProgrammeForm] `json:"form,omitzero" jsonschema:"Of a programme, where it is required: what form it has."`
}

type codeRecord struct {
	origin
	Scheme field[graph.CodeScheme] `json:"scheme" jsonschema:"The register."`
	Value  field[string]           `json:"value" jsonschema:"The code in it."`
}
