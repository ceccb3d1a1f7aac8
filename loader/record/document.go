package record

import (
	"policygraph/graph"
)

// DocumentFile is documents/<slug>.yaml.
type DocumentFile struct {
	Origin
	Document Document `json:"document" jsonschema:"The document that the statements below are written in."`
	Claims   []Claim  `json:"claims,omitzero" jsonschema:"How entities are related, as the document says."`
	Figures  []Figure `json:"figures,omitzero" jsonschema:"Numbers that the document states."`
}

// Document is a source.
type Document struct {
	Origin
	ID          Field[graph.ID]          `json:"id" jsonschema:"document: and a name in lower-case letters, digits and hyphens. Ids never change."`
	Title       Field[string]            `json:"title" jsonschema:"Title as published."`
	Publisher   Field[string]            `json:"publisher,omitzero" jsonschema:"Who published it."`
	Authors     List[string]             `json:"authors,omitzero" jsonschema:"Who wrote it."`
	Date        Field[graph.PartialDate] `json:"date,omitzero" jsonschema:"When it was published: YYYY, YYYY-MM or YYYY-MM-DD."`
	Language    Field[language]          `json:"language,omitzero" jsonschema:"BCP 47 tag, such as zh-Hans."`
	URL         Field[string]            `json:"url,omitzero" jsonschema:"Where it can be read, if known."`
	SHA256      Field[SHA256]            `json:"sha256,omitzero" jsonschema:"SHA-256 of the file's bytes in lower-case hex; left out for a register that is cited whole."`
	Paragraphs  Field[graph.Paragraphs]  `json:"paragraphs,omitzero" jsonschema:"The document's part of its file, such as 1-40, where the file holds several."`
	Boilerplate List[graph.Paragraphs]   `json:"boilerplate,omitzero" jsonschema:"Paragraphs that are page furniture, such as [1-3, 24]: shown, marked, and evidence for nothing."`
	Repairs     []Repair                 `json:"repairs,omitzero" jsonschema:"Damage in the file's text that the text does not prove itself, declared by a reader."`
	SpeaksFor   []SpeaksFor              `json:"speaks_for,omitzero" jsonschema:"Entities that the document speaks of without naming them. Format 2."`
	LeftOut     []LeftOut                `json:"left_out,omitzero" jsonschema:"Names, titles and numbers of the text that no statement is about, each with the reason."`
	Recorded    Field[graph.Day]         `json:"recorded,omitzero" jsonschema:"When its statements were recorded, for those that do not say themselves."`
}

// Repair declares that words of a damaged text read otherwise.
type Repair struct {
	Origin
	Paragraph Field[count]  `json:"paragraph" jsonschema:"Number of the paragraph."`
	From      Field[string] `json:"from" jsonschema:"The words as the file has them; they stand in the paragraph exactly once."`
	To        Field[string] `json:"to" jsonschema:"How they read, in the file's own script."`
	Reason    Field[string] `json:"reason" jsonschema:"How that is known."`
}

// SpeaksFor declares that the document speaks of an entity without naming it: in
// sentences without a subject, or in quotes that hold a word.
type SpeaksFor struct {
	Origin
	Entity     Field[graph.ID]        `json:"entity" jsonschema:"Id of the entity."`
	Paragraphs List[graph.Paragraphs] `json:"paragraphs,omitzero" jsonschema:"Paragraphs in which a sentence without a subject speaks of the entity, such as [1, 3-9]."`
	Words      List[string]           `json:"words,omitzero" jsonschema:"Words that mean the entity in this document, such as 我市 and 全市: a quote that holds one names it."`
	At         Field[Pointer]         `json:"at" jsonschema:"Pointer to the words that say so."`
}

// LeftOut explains why a place in the text supports no statement.
type LeftOut struct {
	Origin
	At     OneOrMore[Pointer] `json:"at" jsonschema:"Pointers to the words."`
	Reason Field[string]      `json:"reason" jsonschema:"Why no statement is about them."`
}
