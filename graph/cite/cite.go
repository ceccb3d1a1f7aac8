// Package cite formats bibliographic references to a dataset and its documents: as
// text (GB/T 7714—2015), as a BibTeX entry, or as a CSL item.
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
	accessed  graph.Day         // date on which url was accessed; "" without a url
	url       string
	language  string
	version   string // of a dataset; "" of documents
	licence   string
}

// Document returns the reference to a document of a dataset. The date of access is the
// dataset's date, not today's, so the reference is always the same.
func Document(d *graph.Document, dataset *graph.Dataset) Reference {
	r := Reference{id: d.ID, authors: d.Authors, title: withoutBrackets(d.Title), publisher: d.Publisher, date: d.PublishedOn, url: d.URL, language: d.Language}
	if d.URL != "" {
		r.accessed = dataset.Version.Date
	}
	return r
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

// In returns the reference in the style; an unknown style is [Text].
func (r Reference) In(style Style) string {
	switch style {
	case BibTeX:
		return r.bibTeX()
	case CSL:
		return r.csl()
	default:
		return r.text()
	}
}

// text follows GB/T 7714—2015, 4.4 (newspapers) and 4.6 (electronic resources):
// author, title and type of resource, publisher, date of publication, date of access,
// address.
func (r Reference) text() string {
	var s strings.Builder
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

// published returns the publisher, the date of publication and the date of access. The
// year is not written by itself where the full date is known.
func (r Reference) published() string {
	publisher, date := r.publisher, string(r.date)
	if r.version != "" {
		publisher = "" // a dataset's is its author
	}
	if r.url != "" && len(date) > len("2006") {
		return publisher + "(" + date + ")[" + string(r.accessed) + "]"
	}
	if publisher != "" && date != "" {
		date = ", " + date
	}
	published := publisher + date
	if r.accessed != "" {
		published += "[" + string(r.accessed) + "]"
	}
	return published
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
	fmt.Fprintf(&s, "@misc{%s,\n", key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&s, "  %s = {%s},\n", name, value)
		}
	}
	authors := make([]string, len(r.authors))
	for i, author := range r.authors {
		authors[i] = "{" + texEscape.Replace(author) + "}" // one literal name, not given and family name
	}
	field("author", strings.Join(authors, " and "))
	field("title", "{"+texEscape.Replace(r.title)+"}")
	field("publisher", texEscape.Replace(r.publisher))
	if r.date != "" {
		field("year", r.year())
		field("date", string(r.date))
	}
	field("version", r.version)
	field("url", r.url)
	field("urldate", string(r.accessed))
	field("langid", r.language)
	field("note", texEscape.Replace(r.licence))
	s.WriteString("}")
	return s.String()
}

var texEscape = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `%`, `\%`, `&`, `\&`, `#`, `\#`, `$`, `\$`, `_`, `\_`,
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
		Newspaper string `json:"container-title,omitempty"`
		Issued    *date  `json:"issued,omitempty"`
		Accessed  *date  `json:"accessed,omitempty"`
		URL       string `json:"URL,omitempty"`
		Language  string `json:"language,omitempty"`
		Version   string `json:"version,omitempty"`
		License   string `json:"license,omitempty"`
	}{
		ID: string(r.id), Type: "document", Title: r.title, Publisher: r.publisher,
		URL: r.url, Language: r.language, Version: r.version, License: r.licence,
	}
	switch {
	case r.version != "":
		item.Type = "dataset"
	case r.url != "":
		item.Type = "webpage"
	case r.inNewspaper():
		item.Type, item.Publisher, item.Newspaper = "article-newspaper", "", r.publisher
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
	item.Issued, item.Accessed = dated(string(r.date)), dated(string(r.accessed))
	text, err := json.Marshal(item)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(text)
}
