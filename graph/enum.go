package graph

import "slices"

// The values of these types are those of the GraphQL enums of the same names,
// which describe them.

// Language is a language and script of names.
type Language string

// The languages of names. Traditional Chinese and pinyin are derived.
const (
	ZHHans Language = "ZH_HANS"
	ZHHant Language = "ZH_HANT"
	EN     Language = "EN"
	Pinyin Language = "PINYIN"
)

// Direction is the direction of a claim seen from an entity.
type Direction string

// Directions seen from an entity. Symmetric claims have Both, and match
// whichever direction is asked for.
const (
	Out  Direction = "OUT"
	In   Direction = "IN"
	Both Direction = "BOTH"
)

// Certainty is whether the text states a claim or only implies it.
type Certainty string

// The certainties.
const (
	Explicit Certainty = "EXPLICIT"
	Implied  Certainty = "IMPLIED"
)

// Stage is how far the subject of a claim has progressed: a plan is not a fact.
type Stage string

// The stages, earliest first. A claim without one is Done.
const (
	Proposed Stage = "PROPOSED"
	Planned  Stage = "PLANNED"
	Applied  Stage = "APPLIED"
	Signed   Stage = "SIGNED"
	UnderWay Stage = "UNDER_WAY"
	Done     Stage = "DONE"
	Ended    Stage = "ENDED"
)

// Label returns the label of the stage.
func (s Stage) Label() Label { return EnumLabel("Stage", s) }

// Adoption is whether a policy is a draft for comment or adopted.
type Adoption string

// The adoptions. A policy without one is AdoptionUnknown.
const (
	Draft           Adoption = "DRAFT"
	Adopted         Adoption = "ADOPTED"
	AdoptionUnknown Adoption = "UNKNOWN"
)

// FigureStatus is whether a figure is a target, a plan or an actual value.
type FigureStatus string

// The statuses of figures.
const (
	StatusTarget FigureStatus = "TARGET"
	StatusPlan   FigureStatus = "PLAN"
	StatusActual FigureStatus = "ACTUAL"
)

// Comparator is how a figure's value bounds what it measures.
type Comparator string

// The comparators. A figure without one is Exact.
const (
	Exact       Comparator = "EXACT"
	AtLeast     Comparator = "AT_LEAST"
	MoreThan    Comparator = "MORE_THAN"
	About       Comparator = "ABOUT"
	AtMost      Comparator = "AT_MOST"
	Range       Comparator = "RANGE"
	Qualitative Comparator = "QUALITATIVE"
)

// Measure is what an indicator measures.
type Measure string

// The measures of indicators.
const (
	Stock      Measure = "STOCK"
	Flow       Measure = "FLOW"
	Cumulative Measure = "CUMULATIVE"
	Share      Measure = "SHARE"
	Change     Measure = "CHANGE"
)

// Method is how evidence was found.
type Method string

// The methods. Evidence without one is Curated.
const (
	Curated Method = "CURATED"
	ByRule  Method = "RULE"
	ByModel Method = "MODEL"
)

// CodeScheme is a register of official codes.
type CodeScheme string

// The known registers.
const (
	USCC           CodeScheme = "USCC"
	DocumentNumber CodeScheme = "DOCUMENT_NUMBER"
	GBT2260        CodeScheme = "GB_T_2260"
)

// Every value of each enumeration, for validation and for the dataset's schema.
var (
	Certainties    = []Certainty{Explicit, Implied}
	Stages         = []Stage{Proposed, Planned, Applied, Signed, UnderWay, Done, Ended}
	Adoptions      = []Adoption{Draft, Adopted, AdoptionUnknown}
	FigureStatuses = []FigureStatus{StatusTarget, StatusPlan, StatusActual}
	Comparators    = []Comparator{Exact, AtLeast, MoreThan, About, AtMost, Range, Qualitative}
	Measures       = []Measure{Stock, Flow, Cumulative, Share, Change}
	Methods        = []Method{Curated, ByRule, ByModel}
	CodeSchemes    = []CodeScheme{USCC, DocumentNumber, GBT2260}
)

var directions = []Direction{Out, In, Both}

// OneOf reports whether v is among the values.
func OneOf[T comparable](v T, values []T) bool { return slices.Contains(values, v) }
