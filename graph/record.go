package graph

import (
	"slices"
	"strconv"
	"strings"
)

// Record is an *[Entity], *[Claim], *[Figure], *[Document] or *[Indicator]: the records
// of a dataset. Records returned by a store are shared and must not be changed.
type Record interface {
	RecordID() ID
}

// Statement is a record that rests on evidence: a claim or a figure.
type Statement interface {
	Record
	// About returns the entity that the statement is about.
	About() ID
	// AllEvidence returns where the statement is written, best first.
	AllEvidence() []Evidence
	// Clocks returns the days on which the statement was recorded and retracted ("" while
	// it is live).
	Clocks() (recorded, retracted Day)
}

// RecordID implements [Record].
func (e *Entity) RecordID() ID    { return e.ID }
func (c *Claim) RecordID() ID     { return c.ID }
func (f *Figure) RecordID() ID    { return f.ID }
func (d *Document) RecordID() ID  { return d.ID }
func (i *Indicator) RecordID() ID { return i.ID }

// Names are the names of one thing: a canonical one in simplified Chinese, an English
// one where known, and those derived from the canonical one when a dataset is read.
type Names struct {
	Name   string // canonical, simplified Chinese
	NameEN string // "" where unknown

	Hant     string // derived: Traditional Chinese
	Pinyin   string // derived: pinyin with tones
	Initials string // derived: the initials of the pinyin, ASCII lower case
	SortKey  string // derived: orders names by pronunciation
}

// In returns the name in the language, or the canonical one where there is none.
func (n *Names) In(lang Language) string {
	name := n.Name
	switch lang {
	case ZHHant:
		name = n.Hant
	case EN:
		name = n.NameEN
	case Pinyin:
		name = n.Pinyin
	}
	if name == "" {
		return n.Name
	}
	return name
}

// OfficialCode is a code from an official register.
type OfficialCode struct {
	Scheme CodeScheme
	Value  string
}

// Entity is a thing with an identity.
type Entity struct {
	ID   ID
	Kind Kind
	Names
	Aliases     []string
	Description string // one or two sentences in the maintainers' words
	Codes       []OfficialCode
	FormerIDs   []ID // oldest first

	IssuedOn PartialDate // policies
	Adoption Adoption    // policies
	HeldOn   PartialDate // events
	Form     Form        // of the kinds in [Forms]

	LocalAliases []LocalAlias `json:",omitempty"` // by name, then by In

	Degree      int     // derived: live claims that have it as an end
	Ties        int     `json:"-"` // derived: ends that it is of ties of live claims ([Claim.Ties])
	AliasSounds []Sound `json:"-"` // derived: of the aliases with Chinese characters, local ones last
}

// LocalAlias is a name that an entity has in one document, or in those that speak for one
// region.
type LocalAlias struct {
	Name string
	In   ID // of the document or the region
}

// Sound is the pronunciation of a name, in the two forms in which it is typed.
type Sound struct {
	Pinyin   string // with tones
	Initials string // ASCII lower case
}

// Claim is a directed, typed statement that relates two entities.
type Claim struct {
	ID      ID // derived, see [ClaimID]
	Type    RelationType
	Subject ID
	Object  ID

	Role       string   // of the subject; "" where none
	Amount     *float64 // yuan, for this pair alone
	Rank       int      // rank of the subject, from 1; 0 where none
	Stage      Stage
	Expected   PartialDate // when it is expected to be done
	Under      ID          // the policy, programme or event in or by which it is promised, set or defined
	Certainty  Certainty
	ValidTime  Period `json:"Holds"` // when it held in the world; Holds is the name that is hashed
	Occurrence int    `json:"Again"` // distinguishes claims that are otherwise the same; 0 for the first; hashed as Again

	Recorded   Day // record time: when the dataset first said it
	Retracted  Day // when the dataset withdrew it; "" while it is live
	Replaces   ID  // the withdrawn claim that this one corrects
	ReplacedBy ID  // derived: the claim that corrects this withdrawn one

	Evidence []Evidence // best first

	PresumedFrom Day `json:"-"` // derived: when it is presumed to begin; "" where nothing is

	// Derived: [RelationKey] and [ClaimListKey]. A store may leave keys out of the
	// records that it returns, of all types: its rows have them.
	Key, ListKey string
}

// About implements [Statement].
func (c *Claim) About() ID { return c.Subject }

// AllEvidence implements [Statement].
func (c *Claim) AllEvidence() []Evidence { return c.Evidence }

// Confidence returns the confidence of the claim's best evidence.
func (c *Claim) Confidence() float64 { return best(c.Evidence).Confidence }

// Basis returns the basis of the claim's best evidence; "" in format 1.
func (c *Claim) Basis() Basis { return best(c.Evidence).Basis }

// Clocks implements [Statement].
func (c *Claim) Clocks() (recorded, retracted Day) { return c.Recorded, c.Retracted }

// From returns the claim's direction seen from one of its ends.
func (c *Claim) From(end ID) Direction {
	switch {
	case c.Type.Symmetric():
		return Both
	case end == c.Subject:
		return Out
	default:
		return In
	}
}

// Other returns the end of the claim that is not the given one.
func (c *Claim) Other(end ID) ID {
	if end == c.Subject {
		return c.Object
	}
	return c.Subject
}

// Figure is a number stated about an entity.
type Figure struct {
	ID        ID // derived, see [FigureID]
	Subject   ID
	Indicator ID

	Value      *float64 // in Unit; nil for Qualitative
	ValueMax   *float64 // upper end of a Range
	Unit       string   // code of the indicator's unit
	Stated     string   // value and unit as written
	Comparator Comparator
	Period     Period // when it holds or is due
	Status     FigureStatus
	Breakdown  []ID   // parts counted, sorted
	Condition  string // that counted items meet, in the maintainers' words
	PartOf     ID     // the figure that this one is a part of
	Under      ID     // the policy, programme or event that sets or reports it
	Occurrence int    `json:"Again"` // distinguishes figures that are otherwise the same; hashed as Again

	Recorded   Day
	Retracted  Day
	Replaces   ID
	ReplacedBy ID // derived

	Evidence []Evidence // best first

	AsOf  PartialDate // derived: date of the newest document that states it
	Since PartialDate `json:"-"` // derived: date of the oldest document that states it
	Key   string      // derived: see [FigureKey]
}

// About implements [Statement].
func (f *Figure) About() ID { return f.Subject }

// AllEvidence implements [Statement].
func (f *Figure) AllEvidence() []Evidence { return f.Evidence }

// Confidence returns the confidence of the figure's best evidence.
func (f *Figure) Confidence() float64 { return best(f.Evidence).Confidence }

// Basis returns the basis of the figure's best evidence; "" in format 1.
func (f *Figure) Basis() Basis { return best(f.Evidence).Basis }

// Clocks implements [Statement].
func (f *Figure) Clocks() (recorded, retracted Day) { return f.Recorded, f.Retracted }

// Measure returns an identifier of the figure's subject and indicator. A target can only
// be compared with figures of the same measure. It is not the id of a record.
func (f *Figure) Measure() ID {
	return ID(prefixMeasure + ":" + digest(16, string(f.Subject), string(f.Indicator)))
}

// Indicator is what figures measure.
type Indicator struct {
	ID ID
	Names
	Description string
	Unit        Unit
	Measure     Measure
	Base        string // what a share is of, or a change is against
}

// Unit is a unit of values. A dataset declares its own.
type Unit struct {
	Code  string // such as CNY, 1, %, pp
	Label Label
}

// Document is a source.
type Document struct {
	ID          ID
	Title       string
	Publisher   string
	Authors     []string
	PublishedOn PartialDate
	Language    string // BCP 47
	URL         string
	SHA256      string // of its file's bytes, lower-case hex; "" for a register that is cited whole
	// FirstParagraph and LastParagraph bound the document's part of its file where
	// the file holds several documents; both are 0 where it is the whole file.
	FirstParagraph, LastParagraph int
	// Boilerplate lists the paragraphs that are not content, such as navigation: they
	// are shown with a mark, and are not evidence.
	Boilerplate []Paragraphs
	// Repairs lists repairs of the file's text that a person has declared, since the
	// text itself does not prove them.
	Repairs []Repair
	// SpeaksFor lists the entities for which the document speaks, by entity and pointer.
	SpeaksFor []SpeaksFor `json:",omitempty"`

	LastCited int    // derived: number of the last paragraph that evidence points to
	Key       string // derived: newest first, then id
	// Citations is derived: the number of pieces of evidence that point to it, in which
	// evidence stated twice may count twice.
	Citations int `json:"-"`
}

// Repair is a declared repair of a document's text: in the paragraph, To replaces the
// raw text From, which occurs there exactly once.
type Repair struct {
	Paragraph        int
	From, To, Reason string
}

// SpeaksFor declares that sentences of a document that do not name an entity speak of
// it: sentences without a subject in Paragraphs, and quotes that hold one of Words.
type SpeaksFor struct {
	Entity     ID
	Paragraphs []Paragraphs // in order
	Words      []string     // sorted
	At         string       // a pointer to the words that say so
}

// Bears reports whether the declaration is about a quote from a paragraph of its
// document; quote is "" where the text is not available, and then no word is in it.
func (s *SpeaksFor) Bears(paragraph int, quote string) bool {
	return inRanges(s.Paragraphs, paragraph) ||
		slices.ContainsFunc(s.Words, func(word string) bool { return strings.Contains(quote, word) })
}

// SpokenFor returns the declarations of a document that name an end of a claim at a quote
// from a paragraph; quote is as in [SpeaksFor.Bears].
func SpokenFor(declared []SpeaksFor, c *Claim, paragraph int, quote string) []SpeaksFor {
	var spoken []SpeaksFor
	for _, s := range declared {
		if (s.Entity == c.Subject || s.Entity == c.Object) && s.Bears(paragraph, quote) {
			spoken = append(spoken, s)
		}
	}
	return spoken
}

// Paragraphs is a range of paragraph numbers, ends included.
type Paragraphs struct{ From, To int }

func inRanges(ranges []Paragraphs, paragraph int) bool {
	return slices.ContainsFunc(ranges, func(r Paragraphs) bool { return r.From <= paragraph && paragraph <= r.To })
}

// IsBoilerplate reports whether a paragraph is boilerplate.
func (d *Document) IsBoilerplate(paragraph int) bool {
	return inRanges(d.Boilerplate, paragraph)
}

// Contains reports whether a paragraph of the file belongs to the document.
func (d *Document) Contains(paragraph int) bool {
	return paragraph >= max(d.FirstParagraph, 1) && (d.LastParagraph == 0 || paragraph <= d.LastParagraph)
}

// Evidence is where a statement is written: a range of a paragraph's readable text, with
// a check value of the quoted text.
type Evidence struct {
	ID        ID // derived from statement and pointer
	Statement ID
	Document  ID
	Paragraph int    // from 1: the file's non-empty lines; 0 where a register is cited whole
	Start     int    // in Unicode code points of the readable text
	End       int    // exclusive
	Check     string // first 8 hex digits of the SHA-256 of the quoted readable text
	Method    Method
	// Confidence is from 0 to 1.
	Confidence float64
	Note       string // in the maintainers' words
	// Basis is "" in evidence of format 1 of the dataset's files.
	Basis Basis `json:",omitempty"`
	// SubjectAt and ObjectAt are pointers to where the document names an end of the
	// claim that the quote does not name; "" where there is none.
	SubjectAt string `json:",omitempty"`
	ObjectAt  string `json:",omitempty"`
}

// Pointer returns the range with its check value, such as 1:31-52#9f3c2a10;
// [WholeDocument] where a register is cited whole.
func (e Evidence) Pointer() string {
	var room [3*maxPointerDigits + 3 + CheckLength]byte
	return string(e.appendPointer(room[:0]))
}

func (e *Evidence) appendPointer(b []byte) []byte {
	if e.Paragraph == 0 {
		return append(b, WholeDocument...)
	}
	b = append(strconv.AppendInt(b, int64(e.Paragraph), 10), ':')
	b = append(strconv.AppendInt(b, int64(e.Start), 10), '-')
	b = append(strconv.AppendInt(b, int64(e.End), 10), '#')
	return append(b, e.Check...)
}

// WholeDocument is the pointer to a register that is cited whole.
const WholeDocument = "*"

// maxPointerDigits is the largest number of digits of a number in a pointer.
const maxPointerDigits = 9

// ParsePointer parses a pointer. The evidence it returns has only Paragraph, Start,
// End and Check.
func ParsePointer(s string) (Evidence, error) {
	if s == WholeDocument {
		return Evidence{}, nil
	}
	var e Evidence
	rest, fits := s, true
	for _, part := range []struct {
		to     *int
		behind byte
	}{{&e.Paragraph, ':'}, {&e.Start, '-'}, {&e.End, '#'}} {
		digits := 0
		for ; digits < len(rest) && '0' <= rest[digits] && rest[digits] <= '9'; digits++ {
			if digits < maxPointerDigits {
				*part.to = *part.to*10 + int(rest[digits]-'0')
			}
		}
		if fits = fits && 0 < digits && digits <= maxPointerDigits && digits < len(rest) && rest[digits] == part.behind; !fits {
			break
		}
		rest = rest[digits+1:]
	}
	if !fits || len(rest) != CheckLength || !lowerHex(rest) {
		return Evidence{}, Errorf(CodeInvalid, "invalid pointer %.60q: write paragraph:start-end#check, such as 1:31-52#9f3c2a10", s)
	}
	e.Check = rest
	if e.Paragraph < 1 || e.Start >= e.End {
		return Evidence{}, Errorf(CodeInvalid, "invalid pointer %q: paragraphs are numbered from 1, and the end must be greater than the start", s)
	}
	return e, nil
}

func lowerHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// best returns the first piece of evidence; the zero value if there is none, which no
// dataset's file allows.
func best(evidence []Evidence) Evidence {
	if len(evidence) == 0 {
		return Evidence{}
	}
	return evidence[0]
}

// RecordID implements [Record]. A store does not hold evidence and the dataset as
// records, but [Reader.Nodes] finds them by id.
func (e *Evidence) RecordID() ID { return e.ID }
func (d *Dataset) RecordID() ID  { return d.Version.ID() }

// Mentions returns the entities that a statement mentions, each once: its subject and
// object, Under, and Breakdown. A document that evidences the statement is a document of
// each of them.
func Mentions(s Statement) []ID {
	var mentioned []ID
	switch s := s.(type) {
	case *Claim:
		mentioned = []ID{s.Subject, s.Object, s.Under}
	case *Figure:
		mentioned = append([]ID{s.Subject, s.Under}, s.Breakdown...)
	}
	out := mentioned[:0]
	for _, id := range mentioned {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
