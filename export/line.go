package export

import (
	"fmt"

	"policygraph/graph"
)

// The lines of a bulk file, with the keys of the dataset's format, which package
// loader defines. A record's values that are the format's defaults are left out.

type unitLine struct {
	Record  string  `json:"record"`
	Code    string  `json:"code"`
	Label   string  `json:"label"`
	LabelEN string  `json:"label_en,omitempty"`
	Base    string  `json:"base,omitempty"`
	Scale   float64 `json:"scale,omitempty"`
}

type indicatorLine struct {
	Record      string        `json:"record"`
	ID          graph.ID      `json:"id"`
	Name        string        `json:"name"`
	NameEN      string        `json:"name_en,omitempty"`
	Description string        `json:"description,omitempty"`
	Unit        string        `json:"unit"`
	Measure     graph.Measure `json:"measure"`
	Base        string        `json:"base,omitempty"`
}

type documentLine struct {
	Record      string            `json:"record"`
	ID          graph.ID          `json:"id"`
	Title       string            `json:"title"`
	Publisher   string            `json:"publisher,omitempty"`
	Authors     []string          `json:"authors,omitempty"`
	Date        graph.PartialDate `json:"date,omitempty"`
	Language    string            `json:"language,omitempty"`
	URL         string            `json:"url,omitempty"`
	SHA256      string            `json:"sha256,omitempty"`
	Paragraphs  string            `json:"paragraphs,omitempty"`
	Boilerplate []string          `json:"boilerplate,omitempty"`
	Repairs     []repairLine      `json:"repairs,omitempty"`
}

type repairLine struct {
	Paragraph int    `json:"paragraph"`
	From      string `json:"from"`
	To        string `json:"to"`
	Reason    string `json:"reason"`
}

type codeLine struct {
	Scheme graph.CodeScheme `json:"scheme"`
	Value  string           `json:"value"`
}

type entityLine struct {
	Record      string              `json:"record"`
	ID          graph.ID            `json:"id"`
	Name        string              `json:"name"`
	NameEN      string              `json:"name_en,omitempty"`
	Aliases     []string            `json:"aliases,omitempty"`
	Description string              `json:"description,omitempty"`
	Codes       []codeLine          `json:"codes,omitempty"`
	FormerIDs   []graph.ID          `json:"former_ids,omitempty"`
	IssuedOn    graph.PartialDate   `json:"issued_on,omitempty"`
	Adoption    graph.Adoption      `json:"adoption,omitempty"`
	HeldOn      graph.PartialDate   `json:"held_on,omitempty"`
	Form        graph.ProgrammeForm `json:"form,omitempty"`
}

// statementLine is what claims and figures have in common.
type statementLine struct {
	Under     graph.ID  `json:"under,omitempty"`
	Again     int       `json:"again,omitempty"`
	Recorded  graph.Day `json:"recorded"`
	Retracted graph.Day `json:"retracted,omitempty"`
	Replaces  graph.ID  `json:"replaces,omitempty"`
	evidenceLine
	Evidence []evidenceLine `json:"evidence,omitempty"`
}

type evidenceLine struct {
	Document   graph.ID     `json:"document,omitempty"`
	At         pointers     `json:"at,omitempty"`
	Method     graph.Method `json:"method,omitempty"`
	Confidence float64      `json:"confidence,omitempty"`
	Note       string       `json:"note,omitempty"`
}

type claimLine struct {
	Record    string             `json:"record"`
	Subject   graph.ID           `json:"subject"`
	Type      graph.RelationType `json:"type"`
	Object    graph.ID           `json:"object"`
	Role      string             `json:"role,omitempty"`
	Amount    *float64           `json:"amount,omitempty"`
	Rank      int                `json:"rank,omitempty"`
	Stage     graph.Stage        `json:"stage,omitempty"`
	Expected  graph.PartialDate  `json:"expected,omitempty"`
	Certainty graph.Certainty    `json:"certainty,omitempty"`
	ValidFrom graph.PartialDate  `json:"valid_from,omitempty"`
	ValidTo   graph.PartialDate  `json:"valid_to,omitempty"`
	statementLine
}

type figureLine struct {
	Record     string             `json:"record"`
	Subject    graph.ID           `json:"subject"`
	Indicator  graph.ID           `json:"indicator"`
	Value      *float64           `json:"value,omitempty"`
	Unit       string             `json:"unit,omitempty"`
	ValueMax   *float64           `json:"value_max,omitempty"`
	Stated     string             `json:"stated"`
	Comparator graph.Comparator   `json:"comparator,omitempty"`
	Period     string             `json:"period,omitempty"`
	Status     graph.FigureStatus `json:"status"`
	Breakdown  []graph.ID         `json:"breakdown,omitempty"`
	Condition  string             `json:"condition,omitempty"`
	PartOf     graph.ID           `json:"part_of,omitempty"`
	statementLine
}

func lineOfDocument(d *graph.Document) documentLine {
	line := documentLine{
		Record: "document", ID: d.ID, Title: d.Title, Publisher: d.Publisher, Authors: d.Authors,
		Date: d.PublishedOn, Language: d.Language, URL: d.URL, SHA256: d.SHA256,
	}
	if d.FirstParagraph > 0 {
		line.Paragraphs = lineOfParagraphs(graph.Paragraphs{From: d.FirstParagraph, To: d.LastParagraph})
	}
	for _, p := range d.Boilerplate {
		line.Boilerplate = append(line.Boilerplate, lineOfParagraphs(p))
	}
	for _, r := range d.Repairs {
		line.Repairs = append(line.Repairs, repairLine(r))
	}
	return line
}

func lineOfIndicator(i *graph.Indicator) indicatorLine {
	return indicatorLine{"indicator", i.ID, i.Name, i.NameEN, i.Description, i.Unit.Code, i.Measure, i.Base}
}

func lineOfParagraphs(p graph.Paragraphs) string {
	if p.From == p.To {
		return fmt.Sprint(p.From)
	}
	return fmt.Sprintf("%d-%d", p.From, p.To)
}

func lineOfEntity(e *graph.Entity) entityLine {
	line := entityLine{
		Record: "entity", ID: e.ID, Name: e.Name, NameEN: e.NameEN, Aliases: e.Aliases, Description: e.Description,
		FormerIDs: e.FormerIDs, IssuedOn: e.IssuedOn, Adoption: e.Adoption, HeldOn: e.HeldOn, Form: e.Form,
	}
	for _, c := range e.Codes {
		line.Codes = append(line.Codes, codeLine(c))
	}
	return line
}

func lineOfClaim(c *graph.Claim) claimLine {
	line := claimLine{
		Record: "claim", Subject: c.Subject, Type: c.Type, Object: c.Object, Role: c.Role, Amount: c.Amount, Rank: c.Rank,
		Expected: c.Expected, ValidFrom: c.ValidTime.From, ValidTo: c.ValidTime.To,
		statementLine: statementLine{Under: c.Under, Again: c.Occurrence, Recorded: c.Recorded, Retracted: c.Retracted, Replaces: c.Replaces},
	}
	if c.Stage != graph.Done {
		line.Stage = c.Stage
	}
	if c.Certainty != graph.Explicit {
		line.Certainty = c.Certainty
	}
	line.prove(c.Evidence)
	return line
}

func lineOfFigure(f *graph.Figure) figureLine {
	line := figureLine{
		Record: "figure", Subject: f.Subject, Indicator: f.Indicator, Value: f.Value, ValueMax: f.ValueMax, Stated: f.Stated,
		Period: f.Period.String(), Status: f.Status, Breakdown: f.Breakdown, Condition: f.Condition, PartOf: f.PartOf,
		statementLine: statementLine{Under: f.Under, Again: f.Occurrence, Recorded: f.Recorded, Retracted: f.Retracted, Replaces: f.Replaces},
	}
	if f.Comparator != graph.Exact {
		line.Comparator = f.Comparator
	}
	line.prove(f.Evidence)
	return line
}
