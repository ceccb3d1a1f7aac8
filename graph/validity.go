package graph

// Few claims say since when they hold. A claim that does not is presumed to hold from the
// first day of the earliest dated document that evidences it, and a figure without a period
// at the time of the documents that state it.

// Undated says what is read at a day of valid time of statements that do not say since
// when they hold. The zero value is [Presume].
type Undated string

// The treatments of undated statements.
const (
	// Presume reads them from the day on which they are presumed to begin.
	Presume Undated = "PRESUME"
	// Include reads them on any day before their end.
	Include Undated = "INCLUDE"
)

// Undateds lists the treatments of undated statements.
var Undateds = []Undated{Presume, Include}

// Validity says from where it is known since when a claim holds.
type Validity string

// The validities.
const (
	ValidityStated   Validity = "STATED"   // a document states it
	ValidityPresumed Validity = "PRESUMED" // presumed from the dates of documents
	ValidityUnknown  Validity = "UNKNOWN"  // no presumption applies
)

// Validities lists the validities.
var Validities = []Validity{ValidityStated, ValidityPresumed, ValidityUnknown}

// Validity returns the validity of the claim, which must be finished ([FinishClaim]).
func (c *Claim) Validity() Validity {
	switch {
	case c.ValidTime.From != "":
		return ValidityStated
	case c.PresumedFrom != "":
		return ValidityPresumed
	default:
		return ValidityUnknown
	}
}

// presume derives PresumedFrom. There is no presumption for a claim that has a stated
// beginning, whose matter has ended, or that ended before its earliest document.
func (c *Claim) presume(document func(ID) *Document) {
	c.PresumedFrom = ""
	if c.ValidTime.From != "" || c.Stage == Ended {
		return
	}
	var earliest Day
	for _, e := range c.Evidence {
		if d := document(e.Document); d != nil && d.PublishedOn != "" && (earliest == "" || d.PublishedOn.First() < earliest) {
			earliest = d.PublishedOn.First()
		}
	}
	if c.ValidTime.To == "" || c.ValidTime.To.Last() >= earliest {
		c.PresumedFrom = earliest
	}
}

// Holds returns when the claim holds as of dates: as it is stated, with the presumed
// beginning unless undated claims are included.
func (c *Claim) Holds(at AsOf) Period {
	p := c.ValidTime
	if at.Undated != Include && c.PresumedFrom != "" {
		p.From = PartialDate(c.PresumedFrom)
	}
	return p
}

// Holds returns when the figure holds as of dates: its period or, unless undated figures
// are included, what is presumed of it. An actual without a period holds from its earliest
// to its newest document; a target or plan that does not say since when it holds begins
// with its earliest document, unless it is due before.
func (f *Figure) Holds(at AsOf) Period {
	p := f.Period
	if at.Undated == Include || f.Since == "" || p.From != "" {
		return p
	}
	since := PartialDate(f.Since.First())
	switch {
	case f.Status != StatusActual && (p.To == "" || p.To.Last() >= f.Since.First()):
		p.From = since
	case f.Status == StatusActual && p.To == "":
		p = Period{since, PartialDate(f.AsOf.Last())}
	}
	return p
}
