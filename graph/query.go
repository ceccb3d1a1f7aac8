package graph

// In all queries a nil list is no restriction, and an empty one matches nothing. Of
// is the set of records asked about: each is answered with one page, in the order of
// Of. At sets both clocks.

// MaxPage is the largest page.
const MaxPage = 100

// DefaultPage is the size of a page when none is asked for.
const DefaultPage = 20

// MaxSet is the size of the largest set that one read accepts.
const MaxSet = 10_000

// MaxClaims is the largest number of claims that an edge of a distinct page carries.
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

// Omit says which fields of an answer's records a caller does not need. A store may
// leave them out or fill them in.
type Omit uint8

// What can be left out of the edges of a [ClaimQuery].
const (
	// OmitClaim leaves out of a claim all but its ID, Type, Subject, Object, Certainty
	// and keys.
	OmitClaim Omit = 1 << iota
	// OmitEvidence leaves out the evidence of claims.
	OmitEvidence
	// OmitOther leaves out of the other end all but its ID, Kind and canonical name.
	OmitOther
)

// ClaimQuery asks for the claims of which a set of entities is an end, by
// weight ([RelationKey]); where Of is nil, for all claims ([ClaimListKey]).
type ClaimQuery struct {
	Of        []ID `json:"-"`
	Types     []RelationType
	Direction Direction // seen from the entities of Of; "" is Both
	Kinds     []Kind    // of the other end
	Certainty Certainty // "" for any
	Stages    []Stage
	// WithoutUnder leaves out claims that are made under a policy, programme or event.
	WithoutUnder bool `json:"Plain"` // under its first name, which cursors given out before hold
	// Subject, Object, Documents and MinConfidence restrict the list of all claims.
	Subject       *EntityFilter `json:",omitzero"`
	Object        *EntityFilter `json:",omitzero"`
	Documents     []ID          `json:",omitzero"` // evidenced by one of them
	MinConfidence *float64      `json:",omitzero"` // of some piece of its evidence
	// Distinct returns each other end once: one edge, in the position of its best
	// claim, that carries the best [MaxClaims] of its claims.
	Distinct bool
	At       AsOf
	Omit     Omit `json:"-"`
	Page     Page `json:"-"`
}

// Edge is a claim seen from one of its ends.
type Edge struct {
	Claim *Claim
	// Claims are the best claims between both ends that the query asks for,
	// best first, Claim among them; nil unless the query is Distinct.
	Claims []*Claim
	// Other is the entity at the other end; nil where no end was asked about.
	Other *Entity
	// Direction is the claim's, seen from the end asked about.
	Direction Direction
}

// FiguresBy says what the set Of of a [FigureQuery] holds.
type FiguresBy int

// What figures are asked for by.
const (
	BySubject   FiguresBy = iota // entities that figures are about
	ByUnder                      // policies, programmes, events that set or report figures
	ByIndicator                  // indicators
	ByMeasure                    // what [Figure.Measure] gives
)

// FigureQuery asks for the figures of a set of things, by [FigureKey]; where Of
// is nil, for all figures. Valid time restricts figures by their period.
type FigureQuery struct {
	Of       []ID `json:"-"`
	By       FiguresBy
	Statuses []FigureStatus
	Filter   FigureFilter `json:",omitzero"`
	At       AsOf
	Page     Page `json:"-"`
}

// FigureFilter restricts figures; every field that is set must hold. A nil list or
// pointer is not set; an empty list matches nothing.
type FigureFilter struct {
	Indicators []ID
	Subject    *EntityFilter
	// Under filters the policy, programme or event that a figure is under.
	Under *EntityFilter
	// Period overlaps the figure's period; a figure without one does not match.
	Period    *DateRange
	Documents []ID // evidenced by one of them
	// Progress is where targets and plans stand ([Actuals.Stand]) by what was known on the
	// day of the query; actuals stand nowhere.
	Progress []ProgressState
}

// SearchQuery asks for the entities that have a name like a text, best first:
// see [textmatch.Needle] and [Hit.Key]. Names are read as they are now, whatever the dates.
type SearchQuery struct {
	Text  string
	Kinds []Kind
	Page  Page `json:"-"`
}

// DocumentQuery asks for the documents that evidence anything that mentions an
// entity of Of ([Mentions]); where Of is nil, for all documents. Newest first.
type DocumentQuery struct {
	Of   []ID `json:"-"`
	At   AsOf
	Page Page `json:"-"`
}

// IndicatorQuery lists indicators by name.
type IndicatorQuery struct {
	Page Page `json:"-"`
}

// Query is a query that is answered in pages and can be totalled
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
