package loader

import "policygraph/graph"

// documentFile is documents/<slug>.yaml.
type documentFile struct {
	origin
	Document documentRecord `json:"document" jsonschema:"The document that the statements below are written in."`
	Claims   []claimRecord  `json:"claims,omitzero" jsonschema:"How entities are related, as the document says."`
	Figures  []figureRecord `json:"figures,omitzero" jsonschema:"Numbers that the document states."`
}

type documentRecord struct {
	origin
	ID          field[graph.ID]          `json:"id" jsonschema:"document: and a name in lower-case letters, digits and hyphens. Ids never change."`
	Title       field[string]            `json:"title" jsonschema:"Title as published."`
	Publisher   field[string]            `json:"publisher,omitzero" jsonschema:"Who published it."`
	Authors     list[string]             `json:"authors,omitzero" jsonschema:"Who wrote it."`
	Date        field[graph.PartialDate] `json:"date,omitzero" jsonschema:"When it was published: YYYY, YYYY-MM or YYYY-MM-DD."`
	Language    field[language]          `json:"language,omitzero" jsonschema:"BCP 47 tag, such as zh-Hans."`
	URL         field[string]            `json:"url,omitzero" jsonschema:"Where it can be read, if known."`
	SHA256      field[sha256Hex]         `json:"sha256,omitzero" jsonschema:"SHA-256 of the file's bytes in lower-case hex; left out for a register that is cited whole."`
	Paragraphs  field[graph.Paragraphs]  `json:"paragraphs,omitzero" jsonschema:"The document's part of its file, such as 1-40, where the file holds several."`
	Boilerplate list[graph.Paragraphs]   `json:"boilerplate,omitzero" jsonschema:"Paragraphs that are page furniture, such as [1-3, 24]: shown, marked, and evidence for nothing."`
	Repairs     []repairRecord           `json:"repairs,omitzero" jsonschema:"Damage in the file's text that the text does not prove itself, declared by a reader."`
	LeftOut     []leftOutRecord          `json:"left_out,omitzero" jsonschema:"Names, titles and numbers of the text that no statement is about, each with the reason."`
	Recorded    field[graph.Day]         `json:"recorded,omitzero" jsonschema:"When its statements were recorded, for those that do not say themselves."`
}

// repairRecord declares that words of a damaged text read otherwise.
type repairRecord struct {
	origin
	Paragraph field[count]  `json:"paragraph" jsonschema:"Number of the paragraph."`
	From      field[string] `json:"from" jsonschema:"The words as the file has them; they stand in the paragraph exactly once."`
	To        field[string] `json:"to" jsonschema:"How they read, in the file's own script."`
	Reason    field[string] `json:"reason" jsonschema:"How that is known."`
}

// leftOutRecord explains why a place in the text supports no statement.
type leftOutRecord struct {
	origin
	At     oneOrMore[pointer] `json:"at" jsonschema:"Pointers to the words."`
	Reason field[string]      `json:"reason" jsonschema:"Why no statement is about them."`
}
