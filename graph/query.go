package graph

// In all queries a nil list does not restrict, and an empty one matches nothing. Of is
// the set of records that a query is about: the answer has a page for each, in the order
// of Of. At sets both clocks.
//
// Cursors contain a hash of the query's JSON: see fingerprintOf before changing a field.

// MaxPage is the largest page.
const MaxPage = 100

// DefaultPage is the size of a page when a query does not set it.
const DefaultPage = 20

// MaxSet is the size of the largest set that one read accepts.
const MaxSet = 10_000

// MaxClaims is the largest number of claims of an edge of a distinct page.
const MaxClaims = 20

// Page asks for a page as Relay does: First after After, or Last before Before.
// The zero value asks for the first [DefaultPage].
type Page struct {
	First, Last   *int
	After, Before string // cursors; "" for none
}

// ListQuery lists entities. With Of it lists, for each of these documents, the
// entities that it evidences.
type ListQuery struct {
	Of     []ID `json:"-"`
	Filter EntityFilter
	Order  EntityOrder
	At     AsOf
	Page   Page `json:"-"`
}

// Omit is a set of fields of an answer's records that the caller does not need. A store
// may leave them empty.
type Omit uint8

// The fields that can be omitted from the edges of a [ClaimQuery].
const (
	// OmitClaim omits the fields of a claim except ID, Type, Subject, Object, Certainty
	// and the keys.
	OmitClaim Omit = 1 << iota
	// OmitEvidence omits the evidence of claims.
	OmitEvidence
	// OmitOther omits the fields of the other end except ID, Kind and canonical name.
	OmitOther
)

// ClaimQuery asks for the claims that have an entity of Of as an end, ordered by
// [RelationKey]; where Of is nil, for all claims, ordered by [ClaimListKey].
type ClaimQuery struct {
	Of        []ID `json:"-"`
	Types     []RelationType
	Direction Direction // seen from the entities of Of; "" is Both
	Kinds     []Kind    // of the other end
	Certainty Certainty // "" for any
	Stages    []Stage
	// WithoutUnder leaves out claims that are made under a policy, programme or event.
	WithoutUnder bool `json:"Plain"` // its former name, which is part of cursors
	// Subject, Object and Documents restrict the list of all claims.
	Subject       *EntityFilter `json:",omitzero"`
	Object        *EntityFilter `json:",omitzero"`
	Documents     []ID          `json:",omitzero"` // evidenced by one of them
	MinConfidence *float64      `json:",omitzero"` // of its best evidence, in ten-thousandths
	// Distinct returns one edge for each other end, in the position of its best claim,
	// with the best [MaxClaims] of its claims.
	Distinct bool
	// Validity leaves only claims of this validity; "" leaves all.
	Validity Validity `json:",omitzero"`
	At       AsOf
	Omit     Omit `json:"-"`
	Page     Page `json:"-"`
}

// Edge is a claim seen from one of its ends.
type Edge struct {
	Claim *Claim
	// Claims are the best claims between both ends that match the query, best first,
	// Claim included; nil unless the query is Distinct.
	Claims []*Claim
	// Other is the entity at the other end; nil in the list of all claims.
	Other *Entity
	// Direction is the claim's direction, seen from the entity of Of.
	Direction Direction
}

// FiguresBy is the meaning of the set Of of a [FigureQuery].
type FiguresBy int

// The meanings of the set.
const (
	BySubject   FiguresBy = iota // entities that figures are about
	ByUnder                      // policies, programmes, events that set or report figures
	ByIndicator                  // indicators
	ByMeasure                    // values of [Figure.Measure]
)

// FigureQuery asks for the figures of each member of Of, ordered by [FigureKey]; where Of
// is nil, for all figures. Valid time restricts figures by their period.
type FigureQuery struct {
	Of       []ID `json:"-"`
	By       FiguresBy
	Statuses []FigureStatus
	Filter   FigureFilter `json:",omitzero"`
	At       AsOf
	Page     Page `json:"-"`
}

// FigureFilter restricts figures: a figure must match every field that is set. A nil
// list or pointer is not set; an empty list matches nothing.
type FigureFilter struct {
	Indicators []ID
	Subject    *EntityFilter
	// Under filters the policy, programme or event that a figure is under.
	Under *EntityFilter
	// Breakdown filters the parts that a figure counts, of which one must match.
	Breakdown *EntityFilter `json:",omitzero"`
	// Period overlaps when the figure holds ([Figure.Holds]); a figure of which nothing is
	// known or presumed does not match.
	Period    *DateRange
	Documents []ID // evidenced by one of them
	// Progress matches targets and plans by their progress ([Actuals.ProgressOf]), as
	// known on the day of the query; actuals have none and do not match.
	Progress []ProgressState
	// MinConfidence is of the best evidence, in ten-thousandths.
	MinConfidence *float64 `json:",omitzero"`
}

// SearchQuery asks for the entities with a name that matches a text, best first: see
// [textmatch.Needle] and [Hit.Key]. Names have no history: they are the present ones.
type SearchQuery struct {
	Text  string
	Kinds []Kind
	Page  Page `json:"-"`
}

// DocumentQuery asks for the documents that evidence statements which mention an entity
// of Of ([Mentions]); where Of is nil, for all documents. Newest first.
type DocumentQuery struct {
	Of   []ID `json:"-"`
	At   AsOf
	Page Page `json:"-"`
}

// IndicatorQuery lists indicators by name.
type IndicatorQuery struct {
	Page Page `json:"-"`
}

// Query is a query that is answered in pages and whose items can be counted
// ([Reader.Totals]).
type Query interface{ of() []ID }

func (q ListQuery) of() []ID      { return q.Of }
func (q ClaimQuery) of() []ID     { return q.Of }
func (q FigureQuery) of() []ID    { return q.Of }
func (q DocumentQuery) of() []ID  { return q.Of }
func (q IndicatorQuery) of() []ID { return nil }
func (q SearchQuery) of() []ID    { return nil }

// Passage is a range of paragraphs of a document, ends included.
type Passage struct {
	Document ID
	From, To int
}

// RelationCount is the number of relations of a type and direction that an entity
// has.
type RelationCount struct {
	Type      RelationType
	Direction Direction
	Count     int
}
