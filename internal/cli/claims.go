package cli

import (
	"context"

	"policygraph/export/tables"
	"policygraph/graph"
)

type claimsCommand struct {
	datasetFlags
	clockFlags
	rowFlags
	Types         []string `name:"type" placeholder:"TYPE" completion:"type" help:"Only claims of this type, such as UNDERTAKES; repeatable."`
	Subjects      []string `name:"subject" sep:"none" placeholder:"KIND|NAME" completion:"kind" help:"Only claims with this subject: a kind, such as enterprise, or a name or id; repeatable."`
	SubjectFilter string   `name:"subject-filter" placeholder:"JSON" help:"Only claims with a subject that this filter selects: the API's EntityFilter."`
	Objects       []string `name:"object" sep:"none" placeholder:"KIND|NAME" completion:"kind" help:"Only claims with this object, likewise; repeatable."`
	ObjectFilter  string   `name:"object-filter" placeholder:"JSON" help:"Only claims with an object that this filter selects: the API's EntityFilter."`
	Sources       []string `name:"document" placeholder:"ID" help:"Only claims with evidence in this document; repeatable."`
	Certainty     string   `name:"certainty" placeholder:"CERTAINTY" completion:"certainty" help:"Only claims of this certainty: explicit or implied."`
	Stages        []string `name:"stage" placeholder:"STAGE" completion:"stage" help:"Only claims at this stage, such as planned; repeatable."`
	MinConfidence *float64 `name:"min-confidence" placeholder:"N" help:"Only claims with evidence of at least this confidence, 0 to 1."`
	Withdrawn     bool     `name:"withdrawn" help:"Include withdrawn claims."`
	EveryEvidence bool     `name:"every-evidence" help:"Write a row for each piece of evidence; otherwise a claim has one row, with its best piece."`
}

// Help is what kong prints under the flags.
func (claimsCommand) Help() string {
	return `Writes a row for each claim: what it says, how certain that is, and where it is
written. Several restrictions apply together. csv, xlsx and json have more columns than
a table on a terminal. For example:

  policygraph claims --subject 海尔
  policygraph claims --type SUPPORTS --object enterprise --output supports.xlsx
  policygraph claims --certainty implied --documents DIR --every-evidence --output implied.csv`
}

// Run writes the claims.
func (l claimsCommand) Run(ctx context.Context, c *console) error {
	q, err := l.query()
	if err != nil {
		return err
	}
	api, err := l.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	if q.Claims.Subject, err = l.end(ctx, api, l.Subjects, "--subject-filter", l.SubjectFilter); err != nil {
		return err
	}
	if q.Claims.Object, err = l.end(ctx, api, l.Objects, "--object-filter", l.ObjectFilter); err != nil {
		return err
	}
	reader, err := api.read(ctx)
	if err != nil {
		return err
	}
	if err := checkIDs(ctx, reader, "document", l.Sources, graph.ID.IsDocument); err != nil {
		return err
	}
	return l.table(ctx, c, api.dataset, "No claim matches.", func(r *graph.Reader, o tables.Options) (*tables.Table, error) {
		return tables.Claims(ctx, r, q, o)
	})
}

// query is what the flags ask for, without the ends of claims.
func (l claimsCommand) query() (q tables.ClaimQuery, err error) {
	q.EveryEvidence = l.EveryEvidence
	q.Claims = graph.ClaimQuery{
		Documents: asIDs(l.Sources), MinConfidence: l.MinConfidence,
		At: l.asOf(),
	}
	q.Claims.At.IncludeRetracted = l.Withdrawn
	if q.Claims.Types, err = parseRelationTypes(l.Types); err != nil {
		return q, err
	}
	if q.Claims.Stages, err = parseEnums("stage", l.Stages, graph.Stages, lower); err != nil {
		return q, err
	}
	q.Claims.Certainty, err = parseCertainty(l.Certainty)
	return q, err
}

// parseCertainty reads a certainty; "" is any.
func parseCertainty(given string) (graph.Certainty, error) {
	if given == "" {
		return "", nil
	}
	certainties, err := parseEnums("certainty", []string{given}, graph.Certainties, lower)
	if err != nil {
		return "", err
	}
	return certainties[0], nil
}

// end makes the filter of an end of claims; nil where nothing restricts it.
func (l claimsCommand) end(ctx context.Context, api *client, given []string, flag, filter string) (*graph.EntityFilter, error) {
	var all []graph.EntityFilter
	if len(given) > 0 {
		selected, err := api.selection(ctx, given)
		if err != nil {
			return nil, err
		}
		all = append(all, selected)
	}
	if filter != "" {
		selected, err := parseFilter(flag, filter)
		if err != nil {
			return nil, err
		}
		all = append(all, *selected)
	}
	switch len(all) {
	case 0:
		return nil, nil
	case 1:
		return &all[0], nil
	default:
		return &graph.EntityFilter{And: all}, nil
	}
}
