package record

import (
	"policygraph/graph"
)

// Statement is what claims and figures have in common.
type Statement struct {
	Under      Field[graph.ID]     `json:"under,omitzero" jsonschema:"The policy, programme or event in or by which it is promised, set, defined or reported."`
	Again      Field[count]        `json:"again,omitzero" jsonschema:"Tells apart statements that are otherwise the same: leave it out for the first, write 1 for the next, and so on."`
	Recorded   Field[graph.Day]    `json:"recorded,omitzero" jsonschema:"When the dataset first said it; the document's where left out."`
	Retracted  Field[graph.Day]    `json:"retracted,omitzero" jsonschema:"When the dataset withdrew it."`
	Replaces   Field[Reference]    `json:"replaces,omitzero" jsonschema:"The withdrawn statement that this one corrects: its id, or # and its ref."`
	Ref        Field[Slug]         `json:"ref,omitzero" jsonschema:"A name for this statement within this file, for replaces and part_of elsewhere in it."`
	At         OneOrMore[Pointer]  `json:"at,omitzero" jsonschema:"Where it is written: pointers paragraph:start-end#check into the document. Paragraphs are the file's non-empty lines from 1; start and end count code points of the readable text from 0, end exclusive; check is the first 8 hex digits of the quoted text's SHA-256. * for a register cited whole."`
	Method     Field[graph.Method] `json:"method,omitzero" jsonschema:"How what at points to was found; CURATED where left out."`
	Basis      Field[graph.Basis]  `json:"basis,omitzero" jsonschema:"How the words support the statement; in format 2 only. A claim needs it; a figure's is STATED where left out."`
	Confidence Field[Decimal]      `json:"confidence,omitzero" jsonschema:"How sure it is, from 0 to 1; that of the basis where left out, and 1 in format 1."`
	Note       Field[string]       `json:"note,omitzero" jsonschema:"A note in the dataset's own words, such as how a claim is inferred."`
	Evidence   []Evidence          `json:"evidence,omitzero" jsonschema:"Where it is written, in the long form, beside at or instead of it."`
}

// Evidence is where a statement is written, in the long form.
type Evidence struct {
	Origin
	Document   Field[graph.ID]     `json:"document" jsonschema:"Id of the document."`
	At         OneOrMore[Pointer]  `json:"at" jsonschema:"Pointers into the document, as at of a statement."`
	Method     Field[graph.Method] `json:"method,omitzero" jsonschema:"How it was found; CURATED where left out."`
	Basis      Field[graph.Basis]  `json:"basis,omitzero" jsonschema:"How the words support the statement; in format 2 only."`
	SubjectAt  Field[Pointer]      `json:"subject_at,omitzero" jsonschema:"Of a claim: pointer into the document, to where it names the subject, if the quote does not. Format 2."`
	ObjectAt   Field[Pointer]      `json:"object_at,omitzero" jsonschema:"Of a claim: pointer into the document, to where it names the object, if the quote does not. Format 2."`
	Confidence Field[Decimal]      `json:"confidence,omitzero" jsonschema:"How sure it is, from 0 to 1; that of the basis where left out, and 1 in format 1."`
	Note       Field[string]       `json:"note,omitzero" jsonschema:"A note in the dataset's own words."`
}

// Claim is one or several claims.
type Claim struct {
	Origin
	Subject   OneOrMore[graph.ID]       `json:"subject" jsonschema:"Id of the entity that is the subject; several stand for as many claims."`
	Type      Field[graph.RelationType] `json:"type" jsonschema:"What the claim says of subject and object."`
	Object    OneOrMore[graph.ID]       `json:"object" jsonschema:"Id of the entity that is the object; several stand for as many claims."`
	Role      Field[string]             `json:"role,omitzero" jsonschema:"The part that the subject plays."`
	Amount    Field[Decimal]            `json:"amount,omitzero" jsonschema:"Yuan, for this subject and object alone."`
	Rank      Field[count]              `json:"rank,omitzero" jsonschema:"Place in a ranking, from 1."`
	Stage     Field[graph.Stage]        `json:"stage,omitzero" jsonschema:"How far it has come; DONE where left out."`
	Expected  Field[graph.PartialDate]  `json:"expected,omitzero" jsonschema:"When it is expected to be done."`
	Certainty Field[graph.Certainty]    `json:"certainty,omitzero" jsonschema:"Whether the text says it or it follows from the text; where left out it follows from the bases, and is EXPLICIT in format 1, where an implied claim has a note on its basis."`
	ValidFrom Field[graph.PartialDate]  `json:"valid_from,omitzero" jsonschema:"Since when it holds in the world."`
	ValidTo   Field[graph.PartialDate]  `json:"valid_to,omitzero" jsonschema:"Until when it holds in the world."`
	SubjectAt Field[Pointer]            `json:"subject_at,omitzero" jsonschema:"Pointer to where the document names the subject, if what at points to does not. Format 2."`
	ObjectAt  Field[Pointer]            `json:"object_at,omitzero" jsonschema:"Pointer to where the document names the object, if what at points to does not. Format 2."`
	Statement
}

// Figure is one or several figures.
type Figure struct {
	Origin
	Subject    OneOrMore[graph.ID]       `json:"subject" jsonschema:"Id of the entity that the number is about; several stand for as many figures."`
	Indicator  Field[graph.ID]           `json:"indicator" jsonschema:"Id of what is measured."`
	Value      Field[Decimal]            `json:"value,omitzero" jsonschema:"The value, in unit; left out with QUALITATIVE only."`
	ValueMax   Field[Decimal]            `json:"value_max,omitzero" jsonschema:"Upper end of a RANGE."`
	Unit       Field[string]             `json:"unit,omitzero" jsonschema:"Code of the unit; the indicator's where left out. Values in a derived unit are converted."`
	Stated     Field[string]             `json:"stated" jsonschema:"Value and unit as written."`
	Comparator Field[graph.Comparator]   `json:"comparator,omitzero" jsonschema:"How the value is meant; EXACT where left out."`
	Period     Field[graph.Period]       `json:"period,omitzero" jsonschema:"When it holds or is due: one date, or two with a slash between, either of which may be .."`
	Status     Field[graph.FigureStatus] `json:"status" jsonschema:"Whether it is to be reached, intended or reported."`
	Breakdown  List[graph.ID]            `json:"breakdown,omitzero" jsonschema:"Ids of the entities counted, where only parts are."`
	Condition  Field[string]             `json:"condition,omitzero" jsonschema:"What is counted must meet it; in the dataset's own words."`
	PartOf     Field[Reference]          `json:"part_of,omitzero" jsonschema:"The figure that this one is a part of: its id, or # and its ref."`
	Statement
}
