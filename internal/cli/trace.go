package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
)

// pathArguments restrict paths; trace and links share them.
type pathArguments struct {
	Types     []string `name:"type" placeholder:"TYPE" help:"Only through relations of this type, such as UNDERTAKES; may be repeated."`
	Avoid     []string `name:"avoid" placeholder:"KIND" default:"region,industry" help:"Kinds not passed through, except as ends; none allows all (${default})."`
	ValidOn   string   `name:"valid-on" placeholder:"DATE" help:"Only by what held in the world on this day."`
	KnownAsOf string   `name:"known-as-of" placeholder:"DATE" help:"By what the dataset said on this day."`
}

func (p pathArguments) variables() (map[string]any, error) {
	avoid := []graph.Kind{}
	if !slices.Equal(p.Avoid, []string{"none"}) {
		var err error
		if avoid, err = kindsNamed(p.Avoid); err != nil {
			return nil, err
		}
	}
	v := map[string]any{"avoid": avoid, "at": dates(p.ValidOn, p.KnownAsOf)}
	types, err := relationsNamed(p.Types)
	if types != nil {
		v["types"] = types
	}
	return v, err
}

// restrictions are what paths are found under, besides what the API repeats: an answer
// that there are none holds for these alone.
type restrictions struct {
	Types     []string `json:"types,omitempty"`
	AvoidIDs  []string `json:"avoidIds,omitempty"`
	ValidOn   string   `json:"validOn,omitempty"`
	KnownAsOf string   `json:"knownAsOf,omitempty"`
}

func (p pathArguments) restrictions(avoidIDs []string) restrictions {
	return restrictions{p.Types, avoidIDs, p.ValidOn, p.KnownAsOf}
}

// limits is all that restricts paths, in words that go on a sentence.
func (r restrictions) limits(avoided []string) string {
	text := ""
	if len(avoided) > 0 {
		text += ", not through " + words(avoided)
	}
	if len(r.AvoidIDs) > 0 {
		text += ", not through " + strings.Join(r.AvoidIDs, ", ")
	}
	if len(r.Types) > 0 {
		text += ", only by " + words(r.Types)
	}
	if r.ValidOn != "" {
		text += ", of what held on " + r.ValidOn
	}
	if r.KnownAsOf != "" {
		text += ", of what the dataset said on " + r.KnownAsOf
	}
	return text
}

// dates are both clocks as the API takes them; nil where neither is set.
func dates(validOn, knownAsOf string) map[string]string {
	if validOn == "" && knownAsOf == "" {
		return nil
	}
	at := map[string]string{}
	if validOn != "" {
		at["validOn"] = validOn
	}
	if knownAsOf != "" {
		at["knownAsOf"] = knownAsOf
	}
	return at
}

type traceCommand struct {
	readArguments
	pathArguments
	languageArguments
	From     string   `arg:"" help:"Start here: a name in any script, or an id."`
	To       string   `arg:"" help:"Arrive here."`
	MaxHops  int      `name:"max-hops" default:"4" help:"1 to 8 (${default})."`
	AvoidIDs []string `name:"avoid-id" placeholder:"NAME" help:"Not through this entity, such as a campaign that everything takes part in; may be repeated."`
	First    int      `name:"first" default:"5" help:"How many paths, 1 to 20 (${default})."`
	JSON     bool     `name:"json" help:"Print JSON."`
}

// Help is what kong prints under the flags.
func (traceCommand) Help() string {
	return `Shows how two things are related: the shortest paths, hop by hop, each hop with
where it is written. That there is none is an answer too, and says within which
limits; its exit code is 0.`
}

const traceDocument = `query Trace($from: [ID!]!, $to: [ID!]!, $maxHops: Int!, $types: [RelationType!], $avoid: [EntityKind!]!, $avoidIds: [ID!], $at: AsOf, $first: Int!, $language: Language!) {
  trace(from: $from, to: $to, maxHops: $maxHops, types: $types, avoid: $avoid, avoidIds: $avoidIds, at: $at, first: $first) {
    verdict complete hasMore explored maxHops avoided
    from { id kind name(language: $language) }
    to { id kind name(language: $language) }
    paths {
      length
      start { id kind name(language: $language) }
      steps {
        direction
        label(language: $language)
        to { id kind name(language: $language) }
        claim { id stage certainty validFrom validTo evidence(first: 1) { ...written } evidenceCount }
      }
    }
    dataset { version }
  }
}
` + writtenFragment

// writtenFragment is where something is written, as [written] reads it.
const writtenFragment = `fragment written on Evidence { pointer note quote { text } document { id title publisher publishedOn } }`

type written struct {
	Pointer string `json:"pointer"`
	Note    string `json:"note,omitempty"`
	Quote   struct {
		Text string `json:"text"`
	} `json:"quote"`
	Document struct {
		ID          string `json:"id"`
		Title       string `json:"title"`
		Publisher   string `json:"publisher"`
		PublishedOn string `json:"publishedOn"`
	} `json:"document"`
}

// String is the quote, or the note where the words are not at hand, and the place.
func (w written) String() string {
	what := w.Note
	if w.Quote.Text != "" {
		what = "「" + w.Quote.Text + "」"
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
	MaxHops  int          `json:"maxHops"`
	Avoided  []string     `json:"avoided"`
	From     []named      `json:"from"`
	To       []named      `json:"to"`
	Paths    []struct {
		Length int    `json:"length"`
		Start  named  `json:"start"`
		Steps  []step `json:"steps"`
	} `json:"paths"`
	Dataset struct {
		Version string `json:"version"`
	} `json:"dataset"`
}

type step struct {
	Direction string `json:"direction"`
	Label     string `json:"label"`
	To        named  `json:"to"`
	Claim     struct {
		ID            string    `json:"id"`
		Stage         string    `json:"stage"`
		Certainty     string    `json:"certainty"`
		ValidFrom     string    `json:"validFrom,omitempty"`
		ValidTo       string    `json:"validTo,omitempty"`
		Evidence      []written `json:"evidence"`
		EvidenceCount int       `json:"evidenceCount"`
	} `json:"claim"`
}

// Run prints the paths between two things, or that there are none.
func (t traceCommand) Run(ctx context.Context, c *console) error {
	variables, err := t.variables()
	if err != nil {
		return err
	}
	asked, err := t.ask(ctx, c)
	if err != nil {
		return err
	}
	defer asked.close()
	from, err := asked.entityNamed(ctx, t.From)
	if err != nil {
		return err
	}
	to, err := asked.entityNamed(ctx, t.To)
	if err != nil {
		return err
	}
	avoidIDs, err := asked.idsNamed(ctx, t.AvoidIDs)
	if err != nil {
		return err
	}
	variables["from"], variables["to"], variables["maxHops"], variables["first"] = []string{from.ID}, []string{to.ID}, t.MaxHops, t.First
	variables["language"] = t.language()
	if avoidIDs != nil {
		variables["avoidIds"] = avoidIDs
	}
	var data struct{ Trace trace }
	if err := asked.into(ctx, traceDocument, variables, &data); err != nil {
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
		c.printf("\n%d. %s\n   %s  %s\n", i+1, counted(p.Length, "hop"), p.Start.Name, p.Start.ID)
		for _, s := range p.Steps {
			arrow := "→"
			switch s.Direction {
			case "IN":
				arrow = "←"
			case "BOTH":
				arrow = "↔"
			}
			c.printf("   %s %s %s  %s\n", arrow, s.Label, s.To.Name, s.To.ID)
			c.printf("       %s\n", s.said())
			for _, w := range s.Claim.Evidence {
				c.printf("       %s\n", w)
			}
		}
	}
	if t.HasMore {
		c.printf("\nThere are more paths: --first shows up to 20.\n")
	}
	c.printf("\nDataset %s\n", t.Dataset.Version)
}

// conclusion is what may be concluded, in words.
func (t *trace) conclusion() string {
	limits := "within " + counted(t.MaxHops, "hop") + t.Asked.limits(t.Avoided)
	looked := fmt.Sprintf("%s looked at", counted(t.Explored, "entity"))
	switch t.Verdict {
	case "FOUND":
		more := ""
		if t.HasMore {
			more = ", the best of more"
		}
		return fmt.Sprintf("%s %s%s (%s)", counted(len(t.Paths), "path"), limits, more, looked)
	case "NONE_WITHIN_LIMITS":
		return fmt.Sprintf("nothing %s; every path was considered (%s)", limits, looked)
	default:
		return fmt.Sprintf("the search stopped before it could tell %s (%s): ask for fewer hops or fewer relation types", limits, looked)
	}
}

// said is how a step's claim is said: certainty, stage and time where they say
// something, and how often it is written.
func (s step) said() string {
	parts := []string{words([]string{s.Claim.Certainty})}
	if s.Claim.Stage != "DONE" {
		parts = append(parts, words([]string{s.Claim.Stage}))
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

// counted is a number with its noun.
func counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}
