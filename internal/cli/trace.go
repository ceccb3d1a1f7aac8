package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/graph/paths"
)

// pathFlags restrict the paths that trace and links search.
type pathFlags struct {
	clockFlags
	Types         []string `name:"type" placeholder:"TYPE" completion:"type" help:"Only relations of this type, such as UNDERTAKES; repeatable."`
	Ties          []string `name:"tie" placeholder:"TIE" completion:"tie" help:"Only steps by this tie: claim, between the ends of a claim, or under, between an end of a claim and the policy, programme or event that it is under; repeatable (both)."`
	Avoid         []string `name:"avoid" placeholder:"KIND" completion:"kind" help:"Kinds that a path may not pass through, except at its ends; none allows all (region,industry; of links also programme,event)."`
	Certainty     string   `name:"certainty" placeholder:"CERTAINTY" completion:"certainty" help:"Only claims of this certainty: explicit or implied."`
	MinConfidence *float64 `name:"min-confidence" placeholder:"N" help:"Only claims with evidence of at least this confidence, 0 to 1."`
	MinStrength   *float64 `name:"min-strength" placeholder:"N" help:"Only paths of at least this strength, 0 to 1: the product of the confidences of their claims."`
}

// parse returns the flags as a query. Its Types is nil for all; its Avoid is nil where the
// flag is not given.
func (p pathFlags) parse() (q paths.LinkQuery, err error) {
	switch {
	case p.Avoid == nil:
	case slices.Equal(p.Avoid, []string{"none"}):
		q.Avoid = []graph.Kind{}
	default:
		if q.Avoid, err = parseKinds(p.Avoid); err != nil {
			return q, err
		}
	}
	if q.Types, err = parseRelationTypes(p.Types); err != nil {
		return q, err
	}
	if q.Ties, err = parseEnums("tie", p.Ties, graph.ClaimTies, lower); err != nil {
		return q, err
	}
	if q.Certainty, err = parseCertainty(p.Certainty); err != nil {
		return q, err
	}
	q.MinConfidence = p.MinConfidence
	if p.MinStrength != nil {
		q.MinStrength = *p.MinStrength
	}
	q.At = p.asOf()
	return q, nil
}

func (p pathFlags) variables() (map[string]any, error) {
	q, err := p.parse()
	v := map[string]any{"at": p.variable()}
	if q.Avoid != nil { // else the default of the API
		v["avoid"] = q.Avoid
	}
	if q.Types != nil {
		v["types"] = q.Types
	}
	if q.Ties != nil {
		v["ties"] = q.Ties
	}
	if q.Certainty != "" {
		v["certainty"] = q.Certainty
	}
	if p.MinConfidence != nil {
		v["minConfidence"] = *p.MinConfidence
	}
	if p.MinStrength != nil {
		v["minStrength"] = *p.MinStrength
	}
	return v, err
}

// restrictions are what paths are searched under and the API does not repeat. An answer
// that there is no path holds under them alone.
type restrictions struct {
	Types         []string `json:"types,omitempty"`
	Ties          []string `json:"ties,omitempty"`
	AvoidIDs      []string `json:"avoidIds,omitempty"`
	Certainty     string   `json:"certainty,omitempty"`
	MinConfidence *float64 `json:"minConfidence,omitempty"`
	MinStrength   *float64 `json:"minStrength,omitempty"`
	ValidOn       string   `json:"validOn,omitempty"`
	KnownAsOf     string   `json:"knownAsOf,omitempty"`
	Undated       string   `json:"undated,omitempty"`
}

func (p pathFlags) restrictions(avoidIDs []string) restrictions {
	q, _ := p.parse() // the caller has reported an error
	undated := ""
	if p.ValidOn != "" {
		undated = p.Undated
	}
	return restrictions{asStrings(q.Types), asStrings(q.Ties), avoidIDs, string(q.Certainty), p.MinConfidence, p.MinStrength, p.ValidOn, p.KnownAsOf, undated}
}

// describe describes the restrictions and the kinds avoided, to go on a sentence.
func (r restrictions) describe(avoided []string) string {
	text := ""
	if len(avoided) > 0 {
		text += ", not through " + enumText(avoided...)
	}
	if len(r.AvoidIDs) > 0 {
		text += ", not through " + strings.Join(r.AvoidIDs, ", ")
	}
	if len(r.Types) > 0 {
		text += ", only by " + enumText(r.Types...)
	}
	if len(r.Ties) > 0 {
		text += ", only by the tie " + enumText(r.Ties...)
	}
	if r.Certainty != "" {
		text += ", only by " + enumText(r.Certainty) + " claims"
	}
	if r.MinConfidence != nil {
		text += fmt.Sprintf(", only by claims of confidence %g or more", *r.MinConfidence)
	}
	if r.MinStrength != nil {
		text += fmt.Sprintf(", of strength %g or more", *r.MinStrength)
	}
	return text + clockFlags{r.ValidOn, r.KnownAsOf, r.Undated}.describe()
}

type traceCommand struct {
	datasetFlags
	pathFlags
	languageFlags
	From     string   `arg:"" help:"Where paths start: a name in any script, or an id."`
	To       string   `arg:"" help:"Where paths end: a name or an id."`
	MaxHops  int      `name:"max-hops" default:"4" help:"Longest path, 1 to 8 (${default})."`
	AvoidIDs []string `name:"avoid-id" sep:"none" placeholder:"NAME" help:"Entity that a path may not pass through, such as a campaign that everything takes part in: a name or an id; repeatable."`
	First    int      `name:"first" default:"5" help:"Number of paths, 1 to 20 (${default})."`
	JSON     bool     `name:"json" help:"Print JSON."`
}

// Help is what kong prints under the flags.
func (traceCommand) Help() string {
	return `Prints the best paths between two entities, the shortest first and of these the strongest, hop by hop, each hop with the place
where it is written and, if it is not stated outright, what it rests on. The strength of
a path is the product of its claims' confidences. That there is no path is an answer
too: it names the limits that it holds under, and the exit code is 0.`
}

const traceDocument = `query Trace($from: [ID!]!, $to: [ID!]!, $maxHops: Int!, $types: [RelationType!], $ties: [Tie!], $certainty: Certainty, $minConfidence: Float, $minStrength: Float, $avoid: [EntityKind!], $avoidIds: [ID!], $at: AsOf, $first: Int!, $language: Language!) {
  trace(from: $from, to: $to, maxHops: $maxHops, types: $types, ties: $ties, certainty: $certainty, minConfidence: $minConfidence, minStrength: $minStrength, avoid: $avoid, avoidIds: $avoidIds, at: $at, first: $first) {
    verdict complete hasMore explored maxHops avoided undatedLeftOut
    from { id kind name(language: $language) }
    to { id kind name(language: $language) }
    paths {
      length
      strength
      start { id kind name(language: $language) }
      steps {
        direction
        tie
        label(language: $language)
        to { id kind name(language: $language) }
        claim { id label(language: $language) subject { name(language: $language) } object { name(language: $language) } stage certainty validFrom validTo evidence(first: 1) { ...written } evidenceCount }
      }
    }
    dataset { version }
  }
}
` + evidenceFragment

// evidenceFragment selects what [evidence] holds.
const evidenceFragment = `fragment written on Evidence { pointer confidence note quote { text } document { id title publisher publishedOn } }`

type evidence struct {
	Pointer    string  `json:"pointer"`
	Confidence float64 `json:"confidence"`
	Note       string  `json:"note,omitempty"`
	Quote      struct {
		Text string `json:"text"`
	} `json:"quote"`
	Document struct {
		ID          string `json:"id"`
		Title       string `json:"title"`
		Publisher   string `json:"publisher"`
		PublishedOn string `json:"publishedOn"`
	} `json:"document"`
}

// String is the quote, if it is available, the note and the place.
func (w evidence) String() string {
	what := w.Note
	if w.Quote.Text != "" {
		what = "「" + w.Quote.Text + "」"
		if w.Note != "" {
			what += " (" + w.Note + ")"
		}
	}
	place := strings.Join(slices.DeleteFunc([]string{w.Document.Title, w.Document.Publisher, w.Document.PublishedOn, w.Document.ID + " " + w.Pointer}, func(s string) bool { return s == "" }), ", ")
	if what == "" {
		return place
	}
	return what + " — " + place
}

type trace struct {
	Asked    restrictions `json:"asked"`
	Verdict  string       `json:"verdict"`
	Complete bool         `json:"complete"`
	HasMore  bool         `json:"hasMore"`
	Explored int          `json:"explored"`
	LeftOut  int          `json:"undatedLeftOut"`
	MaxHops  int          `json:"maxHops"`
	Avoided  []string     `json:"avoided"`
	From     []entityRef  `json:"from"`
	To       []entityRef  `json:"to"`
	Paths    []path       `json:"paths"`
	Dataset  struct {
		Version string `json:"version"`
	} `json:"dataset"`
}

type path struct {
	Length   int       `json:"length"`
	Strength float64   `json:"strength"`
	Start    entityRef `json:"start"`
	Steps    []step    `json:"steps"`
}

type nameOnly struct {
	Name string `json:"name"`
}

type step struct {
	Direction string    `json:"direction"`
	Tie       string    `json:"tie"`
	Label     string    `json:"label"`
	To        entityRef `json:"to"`
	Claim     struct {
		ID            string     `json:"id"`
		Label         string     `json:"label"`
		Subject       nameOnly   `json:"subject"`
		Object        nameOnly   `json:"object"`
		Stage         string     `json:"stage"`
		Certainty     string     `json:"certainty"`
		ValidFrom     string     `json:"validFrom,omitempty"`
		ValidTo       string     `json:"validTo,omitempty"`
		Evidence      []evidence `json:"evidence"`
		EvidenceCount int        `json:"evidenceCount"`
	} `json:"claim"`
}

// Run prints the paths between two entities, or that there are none.
func (t traceCommand) Run(ctx context.Context, c *console) error {
	variables, err := t.variables()
	if err != nil {
		return err
	}
	api, err := t.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	from, err := api.resolve(ctx, t.From)
	if err != nil {
		return err
	}
	to, err := api.resolve(ctx, t.To)
	if err != nil {
		return err
	}
	avoidIDs, err := api.resolveAll(ctx, t.AvoidIDs)
	if err != nil {
		return err
	}
	variables["from"], variables["to"], variables["maxHops"], variables["first"] = []string{from.ID}, []string{to.ID}, t.MaxHops, t.First
	variables["language"] = t.language()
	if avoidIDs != nil {
		variables["avoidIds"] = avoidIDs
	}
	var data struct{ Trace trace }
	if err := api.query(ctx, traceDocument, variables, &data); err != nil {
		return err
	}
	data.Trace.Asked = t.restrictions(avoidIDs)
	if t.JSON {
		return printJSON(c.out, data.Trace)
	}
	data.Trace.print(c)
	return nil
}

func (t *trace) print(c *console) {
	c.printf("%s → %s: %s\n", t.From[0].Name, t.To[0].Name, t.conclusion())
	for i, p := range t.Paths {
		c.printf("\n%d. %s, strength %.4g\n   %s  %s\n", i+1, count(p.Length, "hop"), p.Strength, p.Start.Name, p.Start.ID)
		for _, s := range p.Steps {
			arrow := "→"
			switch s.Direction {
			case "IN":
				arrow = "←"
			case "BOTH":
				arrow = "↔"
			}
			c.printf("   %s %s %s  %s\n", arrow, s.Label, s.To.Name, s.To.ID)
			if s.Tie == string(graph.TieUnder) {
				c.printf("       %s —%s→ %s\n", s.Claim.Subject.Name, s.Claim.Label, s.Claim.Object.Name)
			}
			c.printf("       %s\n", s.summary())
			for _, w := range s.Claim.Evidence {
				c.printf("       %s\n", w)
			}
		}
	}
	if t.LeftOut > 0 {
		c.printf("\n%s left out, since presumed to begin after %s; --undated include reads them.\n", count(t.LeftOut, "claim"), t.Asked.ValidOn)
	}
	if t.HasMore {
		c.printf("\nThere are more paths; --first N shows up to 20.\n")
	}
	c.printf("\nDataset %s\n", t.Dataset.Version)
}

// conclusion says what follows from the search.
func (t *trace) conclusion() string {
	limits := "within " + count(t.MaxHops, "hop") + t.Asked.describe(t.Avoided)
	explored := count(t.Explored, "entity") + " explored"
	switch t.Verdict {
	case "FOUND":
		more := ""
		if t.HasMore {
			more = ", the best of more"
		}
		return fmt.Sprintf("%s %s%s (%s)", count(len(t.Paths), "path"), limits, more, explored)
	case "NONE_WITHIN_LIMITS":
		return fmt.Sprintf("no path %s; the search was exhaustive (%s)", limits, explored)
	default:
		return fmt.Sprintf("undecided %s: the search reached its limit (%s); ask for fewer hops or fewer relation types", limits, explored)
	}
}

// summary describes a step's claim: certainty, stage and time where they are not the
// usual ones, and how often it is written.
func (s step) summary() string {
	parts := []string{enumText(s.Claim.Certainty)}
	if s.Claim.Stage != "DONE" {
		parts = append(parts, enumText(s.Claim.Stage))
	}
	if s.Claim.ValidFrom != "" {
		parts = append(parts, "from "+s.Claim.ValidFrom)
	}
	if s.Claim.ValidTo != "" {
		parts = append(parts, "to "+s.Claim.ValidTo)
	}
	if s.Claim.EvidenceCount > 1 {
		parts = append(parts, fmt.Sprintf("written in %d places", s.Claim.EvidenceCount))
	}
	return strings.Join(parts, ", ") + "  " + s.Claim.ID
}
