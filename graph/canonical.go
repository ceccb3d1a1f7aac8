package graph

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A record's canonical form is the JSON that encoding/json writes for the record with
// its sets sorted and its derived fields empty. It is written here field by field,
// since a load hashes every record, and reflection would take most of the time. Tests
// compare it with encoding/json.

// canonical appends a record's canonical form to text.
func canonical(text []byte, r Record) []byte {
	switch r := r.(type) {
	case *Entity:
		return canonicalEntity(text, r)
	case *Claim:
		return canonicalClaim(text, r)
	case *Figure:
		return canonicalFigure(text, r)
	case *Document:
		return canonicalDocument(text, r)
	case *Indicator:
		return canonicalIndicator(text, r)
	default:
		return append(text, "null"...)
	}
}

func canonicalEntity(b []byte, e *Entity) []byte {
	b = appendString(append(b, `{"ID":`...), e.ID)
	b = appendString(append(b, `,"Kind":`...), e.Kind)
	b = canonicalNames(b, &e.Names)
	b = appendStrings(append(b, `,"Aliases":`...), sorted(e.Aliases))
	b = appendString(append(b, `,"Description":`...), e.Description)
	b = append(b, `,"Codes":`...)
	b = appendList(b, sortedCodes(e.Codes), func(b []byte, c *OfficialCode) []byte {
		b = appendString(append(b, `{"Scheme":`...), c.Scheme)
		return append(appendString(append(b, `,"Value":`...), c.Value), '}')
	})
	b = appendStrings(append(b, `,"FormerIDs":`...), e.FormerIDs)
	b = appendString(append(b, `,"IssuedOn":`...), e.IssuedOn)
	b = appendString(append(b, `,"Adoption":`...), e.Adoption)
	b = appendString(append(b, `,"HeldOn":`...), e.HeldOn)
	b = appendString(append(b, `,"Form":`...), e.Form)
	if len(e.LocalAliases) > 0 {
		b = append(b, `,"LocalAliases":`...)
		b = appendList(b, e.LocalAliases, func(b []byte, a *LocalAlias) []byte {
			b = appendString(append(b, `{"Name":`...), a.Name)
			return append(appendString(append(b, `,"In":`...), a.In), '}')
		})
	}
	return append(b, `,"Degree":0}`...)
}

// canonicalNames appends the fields of embedded [Names], the derived ones empty.
func canonicalNames(b []byte, n *Names) []byte {
	b = appendString(append(b, `,"Name":`...), n.Name)
	b = appendString(append(b, `,"NameEN":`...), n.NameEN)
	return append(b, `,"Hant":"","Pinyin":"","Initials":"","SortKey":""`...)
}

func canonicalClaim(b []byte, c *Claim) []byte {
	b = appendString(append(b, `{"ID":`...), c.ID)
	b = appendString(append(b, `,"Type":`...), c.Type)
	b = appendString(append(b, `,"Subject":`...), c.Subject)
	b = appendString(append(b, `,"Object":`...), c.Object)
	b = appendString(append(b, `,"Role":`...), c.Role)
	b = appendNumber(append(b, `,"Amount":`...), c.Amount)
	b = strconv.AppendInt(append(b, `,"Rank":`...), int64(c.Rank), 10)
	b = appendString(append(b, `,"Stage":`...), c.Stage)
	b = appendString(append(b, `,"Expected":`...), c.Expected)
	b = appendString(append(b, `,"Under":`...), c.Under)
	b = appendString(append(b, `,"Certainty":`...), c.Certainty)
	b = appendPeriod(append(b, `,"Holds":`...), c.ValidTime)
	b = strconv.AppendInt(append(b, `,"Again":`...), int64(c.Occurrence), 10)
	b = appendString(append(b, `,"Recorded":`...), c.Recorded)
	b = appendString(append(b, `,"Retracted":`...), c.Retracted)
	b = appendString(append(b, `,"Replaces":`...), c.Replaces)
	b = append(b, `,"ReplacedBy":"","Evidence":`...)
	b = appendEvidence(b, c.Evidence)
	return append(b, `,"Key":"","ListKey":""}`...)
}

func canonicalFigure(b []byte, f *Figure) []byte {
	b = appendString(append(b, `{"ID":`...), f.ID)
	b = appendString(append(b, `,"Subject":`...), f.Subject)
	b = appendString(append(b, `,"Indicator":`...), f.Indicator)
	b = appendNumber(append(b, `,"Value":`...), f.Value)
	b = appendNumber(append(b, `,"ValueMax":`...), f.ValueMax)
	b = appendString(append(b, `,"Unit":`...), f.Unit)
	b = appendString(append(b, `,"Stated":`...), f.Stated)
	b = appendString(append(b, `,"Comparator":`...), f.Comparator)
	b = appendPeriod(append(b, `,"Period":`...), f.Period)
	b = appendString(append(b, `,"Status":`...), f.Status)
	b = appendStrings(append(b, `,"Breakdown":`...), f.Breakdown)
	b = appendString(append(b, `,"Condition":`...), f.Condition)
	b = appendString(append(b, `,"PartOf":`...), f.PartOf)
	b = appendString(append(b, `,"Under":`...), f.Under)
	b = strconv.AppendInt(append(b, `,"Again":`...), int64(f.Occurrence), 10)
	b = appendString(append(b, `,"Recorded":`...), f.Recorded)
	b = appendString(append(b, `,"Retracted":`...), f.Retracted)
	b = appendString(append(b, `,"Replaces":`...), f.Replaces)
	b = append(b, `,"ReplacedBy":"","Evidence":`...)
	b = appendEvidence(b, f.Evidence)
	return append(b, `,"AsOf":"","Key":""}`...)
}

func canonicalDocument(b []byte, d *Document) []byte {
	b = appendString(append(b, `{"ID":`...), d.ID)
	b = appendString(append(b, `,"Title":`...), d.Title)
	b = appendString(append(b, `,"Publisher":`...), d.Publisher)
	b = appendStrings(append(b, `,"Authors":`...), d.Authors)
	b = appendString(append(b, `,"PublishedOn":`...), d.PublishedOn)
	b = appendString(append(b, `,"Language":`...), d.Language)
	b = appendString(append(b, `,"URL":`...), d.URL)
	b = appendString(append(b, `,"SHA256":`...), d.SHA256)
	b = strconv.AppendInt(append(b, `,"FirstParagraph":`...), int64(d.FirstParagraph), 10)
	b = strconv.AppendInt(append(b, `,"LastParagraph":`...), int64(d.LastParagraph), 10)
	b = append(b, `,"Boilerplate":`...)
	b = appendParagraphs(b, d.Boilerplate)
	b = append(b, `,"Repairs":`...)
	b = appendList(b, d.Repairs, func(b []byte, r *Repair) []byte {
		b = strconv.AppendInt(append(b, `{"Paragraph":`...), int64(r.Paragraph), 10)
		b = appendString(append(b, `,"From":`...), r.From)
		b = appendString(append(b, `,"To":`...), r.To)
		return append(appendString(append(b, `,"Reason":`...), r.Reason), '}')
	})
	if len(d.SpeaksFor) > 0 {
		b = append(b, `,"SpeaksFor":`...)
		b = appendList(b, d.SpeaksFor, func(b []byte, s *SpeaksFor) []byte {
			b = appendString(append(b, `{"Entity":`...), s.Entity)
			b = appendParagraphs(append(b, `,"Paragraphs":`...), s.Paragraphs)
			b = appendStrings(append(b, `,"Words":`...), s.Words)
			return append(appendString(append(b, `,"At":`...), s.At), '}')
		})
	}
	return append(b, `,"LastCited":0,"Key":""}`...)
}

func appendParagraphs(b []byte, ranges []Paragraphs) []byte {
	return appendList(b, ranges, func(b []byte, p *Paragraphs) []byte {
		b = strconv.AppendInt(append(b, `{"From":`...), int64(p.From), 10)
		return append(strconv.AppendInt(append(b, `,"To":`...), int64(p.To), 10), '}')
	})
}

func canonicalIndicator(b []byte, i *Indicator) []byte {
	b = appendString(append(b, `{"ID":`...), i.ID)
	b = canonicalNames(b, &i.Names)
	b = appendString(append(b, `,"Description":`...), i.Description)
	b = appendString(append(b, `,"Unit":{"Code":`...), i.Unit.Code)
	b = appendString(append(b, `,"Label":{"ZH":`...), i.Unit.Label.ZH)
	b = appendString(append(b, `,"EN":`...), i.Unit.Label.EN)
	b = appendString(append(b, `}},"Measure":`...), i.Measure)
	return append(appendString(append(b, `,"Base":`...), i.Base), '}')
}

// appendEvidence appends evidence in the order of its ids.
func appendEvidence(b []byte, evidence []Evidence) []byte {
	if len(evidence) > 1 {
		evidence = slices.Clone(evidence)
		slices.SortFunc(evidence, func(a, b Evidence) int { return cmp.Compare(a.ID, b.ID) })
	}
	return appendList(b, evidence, func(b []byte, e *Evidence) []byte {
		b = appendString(append(b, `{"ID":`...), e.ID)
		b = appendString(append(b, `,"Statement":`...), e.Statement)
		b = appendString(append(b, `,"Document":`...), e.Document)
		b = strconv.AppendInt(append(b, `,"Paragraph":`...), int64(e.Paragraph), 10)
		b = strconv.AppendInt(append(b, `,"Start":`...), int64(e.Start), 10)
		b = strconv.AppendInt(append(b, `,"End":`...), int64(e.End), 10)
		b = appendString(append(b, `,"Check":`...), e.Check)
		b = appendString(append(b, `,"Method":`...), e.Method)
		b = appendFloat(append(b, `,"Confidence":`...), e.Confidence)
		b = appendString(append(b, `,"Note":`...), e.Note)
		if e.Basis != "" {
			b = appendString(append(b, `,"Basis":`...), e.Basis)
		}
		if e.SubjectAt != "" {
			b = appendString(append(b, `,"SubjectAt":`...), e.SubjectAt)
		}
		if e.ObjectAt != "" {
			b = appendString(append(b, `,"ObjectAt":`...), e.ObjectAt)
		}
		return append(b, '}')
	})
}

func appendPeriod(b []byte, p Period) []byte {
	b = appendString(append(b, `{"From":`...), p.From)
	return append(appendString(append(b, `,"To":`...), p.To), '}')
}

// appendList appends a list; an empty one, like nil, is null.
func appendList[E any](b []byte, list []E, item func([]byte, *E) []byte) []byte {
	if len(list) == 0 {
		return append(b, "null"...)
	}
	for i := range list {
		if i == 0 {
			b = append(b, '[')
		} else {
			b = append(b, ',')
		}
		b = item(b, &list[i])
	}
	return append(b, ']')
}

func appendStrings[T ~string](b []byte, list []T) []byte {
	return appendList(b, list, func(b []byte, s *T) []byte { return appendString(b, *s) })
}

func appendNumber(b []byte, v *float64) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	return appendFloat(b, *v)
}

// appendFloat appends a number as encoding/json writes it. Whole numbers, by far the
// most frequent, take a faster way.
func appendFloat(b []byte, v float64) []byte {
	if n := int64(v); float64(n) == v && -1e15 < v && v < 1e15 && n != 0 {
		return strconv.AppendInt(b, n, 10)
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic("a record that JSON cannot hold: " + err.Error()) // NaN or infinity: the loader refuses them
	}
	return append(b, text...)
}

// escaped marks the first bytes of characters that encoding/json may escape. E2 is the
// first byte of U+2028 and U+2029, and also of quotation marks, which are rare enough.
var escaped = func() (set [256]bool) {
	for c := range byte(' ') {
		set[c] = true
	}
	for _, c := range []byte("\"\\<>&\xe2") {
		set[c] = true
	}
	return set
}()

// appendString appends a string with the escapes that encoding/json uses.
func appendString[T ~string](b []byte, s T) []byte {
	var all byte
	for i := range len(s) {
		if escaped[s[i]] {
			return appendEscaped(b, string(s))
		}
		all |= s[i]
	}
	if all >= utf8.RuneSelf && !utf8.ValidString(string(s)) {
		return appendEscaped(b, string(s))
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func appendEscaped(b []byte, s string) []byte {
	text, err := json.Marshal(s)
	if err != nil {
		panic("a string that JSON cannot hold: " + err.Error()) // does not happen: invalid UTF-8 is replaced
	}
	return append(b, text...)
}
