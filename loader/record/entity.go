package record

import (
	"policygraph/graph"
)

// Entity is a thing with an identity.
type Entity struct {
	Origin
	ID          Field[graph.ID]          `json:"id" jsonschema:"The kind and a name in lower-case letters, digits and hyphens, such as enterprise:wanhua-chemical; at most 80 characters. Ids never change."`
	Name        Field[string]            `json:"name" jsonschema:"Canonical name in simplified Chinese. No two entities of a kind have the same."`
	NameEN      Field[string]            `json:"name_en,omitzero" jsonschema:"Name in English."`
	Aliases     Aliases                  `json:"aliases,omitzero" jsonschema:"Other names, as found. In format 2 one can be local: a name with the document or region that it is a name in."`
	Description Field[string]            `json:"description,omitzero" jsonschema:"One or two sentences of the dataset's own, in English."`
	Codes       []Code                   `json:"codes,omitzero" jsonschema:"Codes from official registers."`
	FormerIDs   List[graph.ID]           `json:"former_ids,omitzero" jsonschema:"Ids that it had before it was renamed, or that were merged into it, oldest first. They still resolve."`
	IssuedOn    Field[graph.PartialDate] `json:"issued_on,omitzero" jsonschema:"Of a policy: when it was issued."`
	Adoption    Field[graph.Adoption]    `json:"adoption,omitzero" jsonschema:"Of a policy: whether it is a draft for comment or adopted; UNKNOWN where left out."`
	HeldOn      Field[graph.PartialDate] `json:"held_on,omitzero" jsonschema:"Of an event: when it was held."`
	Form        Field[graph.Form]        `json:"form,omitzero" jsonschema:"Of a programme, where it is required, a policy, an organisation or an industry: what sort of its kind it is. Each kind has its own values."`
	Function    Field[graph.Form]        `json:"function,omitzero" jsonschema:"Of an agency: what it is for. It has values of its own."`
}

// Code is a code from an official register.
type Code struct {
	Origin
	Scheme Field[graph.CodeScheme] `json:"scheme" jsonschema:"The register."`
	Value  Field[string]           `json:"value" jsonschema:"The code in it."`
}
