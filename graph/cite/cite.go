// Package cite formats bibliographic references to a dataset, its documents and its
// statements: as text (GB/T 7714—2015), as a BibTeX entry, or as a CSL item.
package cite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"policygraph/graph"
)

// Style is the style of a reference. Its values are those of the GraphQL enum
// CitationStyle.
type Style string

// The styles of references.
const (
	Text   Style = "TEXT"     // GB/T 7714—2015, a line of text
	BibTeX Style = "BIBTEX"   // an entry for BibTeX
	CSL    Style = "CSL_JSON" // an item for citeproc
)

// Styles labels the styles.
var Styles = graph.Enumeration{Name: "CitationStyle", Values: []graph.EnumValue{
	{Value: string(Text), Label: graph.Label{ZH: "国家标准文本", EN: "text"}},
	{Value: string(BibTeX), Label: graph.Label{ZH: "BibTeX", EN: "BibTeX"}},
	{Value: string(CSL), Label: graph.Label{ZH: "CSL JSON", EN: "CSL JSON"}},
}}

// Reference is a bibliographic reference, from which all styles are formatted.
type Reference struct {
	id        graph.ID
	authors   []string
	title     string
	publisher string
	date      graph.PartialDate // of publication; "" where unknown
	url       string
	language  string
	version   string // of a dataset or what is in it; "" of documents
	licence   string
	within    string // title of the dataset that a statement is in
	places    string // where a statement is written
}

// Document returns the reference to a document. It has no date of access, which the
// dataset does not know.
func Document(d *graph.Document) Reference {
	return Reference{id: d.ID, authors: d.Authors, title: withoutBrackets(d.Title), publisher: d.Publisher, date: d.PublishedOn, url: d.URL, language: d.Language}
}

// withoutBrackets returns a title without the brackets that mark it as supplied by the
// maintainers: in a reference, brackets enclose the type of resource.
func withoutBrackets(title string) string {
	inner, opened := strings.CutPrefix(title, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	if !opened || !closed || strings.ContainsAny(inner, "[]") {
		return title
	}
	return inner
}

// Dataset returns the reference to a dataset, with its version.
func Dataset(d *graph.Dataset) Reference {
	return Reference{
		id: d.Version.ID(), authors: []string{d.Maintainer}, title: d.Title, publisher: d.Maintainer,
		date: graph.PartialDate(d.Version.Date), version: d.Version.String(), licence: d.Licence,
	}
}

// Place is where a statement is written.
type Place struct {
	Document *graph.Document
	Evidence *graph.Evidence
	Quote    string // "" where the text is not available
}

// Statement returns the reference to a claim or a figure of a dataset: words is what it
// states, in a line.
func Statement(id graph.ID, words string, places []Place, d *graph.Dataset) Reference {
	r := Dataset(d)
	r.within = r.title
	r.id, r.title = id, words
	var written []string
	for _, p := range places {
		written = append(written, p.text())
	}
	r.places = strings.Join(written, "; ")
	return r
}

// text returns the reference to the document with the pointer, the quote and the note.
func (p Place) text() string {
	s := Document(p.Document).In(Text)
	if p.Evidence.Paragraph > 0 {
		s += " " + p.Evidence.Pointer()
	}
	if p.Quote != "" {
		s += " “" + p.Quote + "”"
	}
	if p.Evidence.Note != "" {
		s += " (" + p.Evidence.Note + ")"
	}
	return s
}

// oneLine replaces line breaks.
var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ", "\t", " ")

// In returns the reference in the style; an unknown style is [Text].
func (r Reference) In(style Style) string {
	switch style {
	case BibTeX:
		return r.bibTeX()
	case CSL:
		return r.csl()
	default:
		return oneLine.Replace(r.text())
	}
}

// text follows GB/T 7714—2015, 4.4 (newspapers) and 4.6 (electronic resources):
// author, title and type of resource, publisher, date of publication, address. A
// statement is a part of its dataset (4.2), with its id; then follows where it is written.
func (r Reference) text() string {
	var s strings.Builder
	if r.within != "" {
		whole := r
		whole.title, whole.within, whole.places = r.within, "", ""
		s.WriteString(r.title + ": " + string(r.id) + r.resource() + "//" + whole.text())
		if r.places != "" {
			s.WriteString(" [" + r.places + "]")
		}
		return s.String()
	}
	if len(r.authors) > 0 {
		s.WriteString(strings.Join(r.authors, ", ") + ". ")
	}
	s.WriteString(r.title)
	if r.version != "" {
		s.WriteString(": " + r.version)
	}
	s.WriteString(r.resource())
	if published := r.published(); published != "" {
		s.WriteString(". " + published)
	}
	s.WriteByte('.')
	if r.url != "" {
		s.WriteString(" " + r.url + ".")
	}
	return s.String()
}

// published returns the publisher and the date of publication. The year is not written by
// itself where the full date is known.
func (r Reference) published() string {
	publisher, date := r.publisher, string(r.date)
	if r.version != "" {
		publisher = "" // a dataset's is its author
	}
	if r.url != "" && len(date) > len("2006") {
		return publisher + "(" + date + ")"
	}
	if publisher != "" && date != "" {
		date = ", " + date
	}
	return publisher + date
}

// inNewspaper reports whether the document is a newspaper article: one without an
// address, but with a publisher and a day of publication.
func (r Reference) inNewspaper() bool {
	return r.version == "" && r.url == "" && r.publisher != "" && len(r.date) == len("2006-01-02")
}

// resource returns the mark of the type of resource (GB/T 7714—2015, annex B).
func (r Reference) resource() string {
	switch {
	case r.version != "":
		return "[DS]"
	case r.url != "":
		return "[EB/OL]"
	case r.inNewspaper():
		return "[N]"
	default:
		return "[Z]"
	}
}

func (r Reference) year() string { return string(r.date[:4]) }

// bibTeX returns an entry of type misc, which every BibTeX style supports.
func (r Reference) bibTeX() string {
	var s strings.Builder
	_, key, _ := strings.Cut(string(r.id), ":")
	if r.within != "" {
		key = strings.Replace(string(r.id), ":", "-", 1) // a claim's and a figure's could be equal
	}
	fmt.Fprintf(&s, "@misc{%s,\n", key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&s, "  %s = {%s},\n", name, value)
		}
	}
	authors := make([]string, len(r.authors))
	for i, author := range r.authors {
		authors[i] = "{" + tex(author) + "}" // one literal name, not given and family name
	}
	field("author", strings.Join(authors, " and "))
	field("title", "{"+tex(r.title)+"}")
	if r.within != "" {
		field("howpublished", tex(r.within+", "+string(r.id)))
	}
	field("publisher", tex(r.publisher))
	if r.date != "" {
		field("year", r.year())
		field("date", string(r.date))
	}
	field("version", r.version)
	field("url", urlEscape.Replace(r.url))
	field("langid", r.language)
	note := r.licence
	if r.places != "" {
		note = r.places
	}
	field("note", tex(note))
	s.WriteString("}")
	return s.String()
}

// urlEscape escapes what would end the field; TeX takes the rest of an address as it is.
var urlEscape = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20")

// tex escapes text for TeX, in one line.
func tex(s string) string { return texEscape.Replace(oneLine.Replace(s)) }

// BibTeX counts braces whether or not a backslash stands before them, so they are named.
var texEscape = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `%`, `\%`, `&`, `\&`, `#`, `\#`, `$`, `\$`, `_`, `\_`,
	`^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`,
)

// csl returns an item as https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
// describes it.
func (r Reference) csl() string {
	type name struct {
		Literal string `json:"literal"`
	}
	type date struct {
		Parts [][]int `json:"date-parts"`
	}
	item := struct {
		ID        string `json:"id"`
		Type      string `json:"type"`
		Title     string `json:"title"`
		Author    []name `json:"author,omitempty"`
		Publisher string `json:"publisher,omitempty"`
		Container string `json:"container-title,omitempty"`
		Issued    *date  `json:"issued,omitempty"`
		URL       string `json:"URL,omitempty"`
		Language  string `json:"language,omitempty"`
		Version   string `json:"version,omitempty"`
		License   string `json:"license,omitempty"`
		Note      string `json:"note,omitempty"`
	}{
		ID: string(r.id), Type: "document", Title: r.title, Publisher: r.publisher,
		URL: r.url, Language: r.language, Version: r.version, License: r.licence,
	}
	switch {
	case r.within != "":
		item.Type, item.Container, item.Note = "entry", r.within, r.places
	case r.version != "":
		item.Type = "dataset"
	case r.url != "":
		item.Type = "webpage"
	case r.inNewspaper():
		item.Type, item.Publisher, item.Container = "article-newspaper", "", r.publisher
	}
	for _, author := range r.authors {
		item.Author = append(item.Author, name{author})
	}
	dated := func(day string) *date {
		if day == "" {
			return nil
		}
		var parts []int
		for part := range strings.SplitSeq(day, "-") {
			n, err := strconv.Atoi(part)
			if err != nil {
				return nil // does not happen: the dataset's dates are checked
			}
			parts = append(parts, n)
		}
		return &date{[][]int{parts}}
	}
	item.Issued = dated(string(r.date))
	text, err := json.Marshal(item)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(text)
}
