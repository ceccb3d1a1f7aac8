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

// A line of JSONL has the keys of its record, and the key record, which names its type.
// Its statements do not belong to a document's file, so at needs a document beside it.
type (
	// ClaimLine is a claim on a line.
	ClaimLine struct {
		LineDocument
		Claim
	}
	// FigureLine is a figure on a line.
	FigureLine struct {
		LineDocument
		Figure
	}
	// LineDocument names the document of a statement on a line.
	LineDocument struct {
		Document Field[graph.ID] `json:"document,omitzero" jsonschema:"Id of the document that at points into."`
	}
)
