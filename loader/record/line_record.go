package record

import "policygraph/graph"

// recordName says which record a line of JSONL holds.
type recordName string

// The records that a line of JSONL can hold.
const (
	entityName    recordName = "entity"
	indicatorName recordName = "indicator"
	unitName      recordName = "unit"
	documentName  recordName = "document"
	claimName     recordName = "claim"
	figureName    recordName = "figure"
)

var recordNames = []recordName{entityName, indicatorName, unitName, documentName, claimName, figureName}

// A line has the keys of its record, and record, which names it. A statement on
// a line belongs to no document's file, so at needs a document beside it.
type (
	ClaimLine struct {
		LineDocument
		Claim
	}
	FigureLine struct {
		LineDocument
		Figure
	}
	LineDocument struct {
		Document Field[graph.ID] `json:"document,omitzero" jsonschema:"Id of the document that at points into."`
	}
)
