package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"policygraph/export"
	"policygraph/graph"
)

type exportCommand struct {
	datasetFlags
	clockFlags
	Format        string   `name:"format" required:"" placeholder:"FORMAT" completion:"export" help:"jsonl, csv, graphml, jsonld or cypher."`
	Output        string   `name:"output" short:"o" placeholder:"PATH" completion:"file" help:"Write here: a new or empty directory for jsonl and csv, else a new file; standard output if omitted."`
	Kinds         []string `name:"kind" placeholder:"KIND" completion:"kind" help:"Only entities of this kind, such as enterprise; repeatable."`
	Forms         []string `name:"form" placeholder:"KIND/FORM" completion:"form" help:"Only entities of this form of their kind, such as programme/title; repeatable."`
	IDs           []string `name:"id" placeholder:"ID" help:"Only this entity; repeatable."`
	Text          string   `name:"text" placeholder:"TEXT" help:"Only entities that a search for this text finds."`
	Regions       []string `name:"region" placeholder:"ID" help:"Only entities tied to this region or to one under it, such as region:qingdao; repeatable."`
	Industries    []string `name:"industry" placeholder:"ID" help:"Only entities tied to this industry or to one under it; repeatable."`
	Sources       []string `name:"document" placeholder:"ID" help:"Only entities that this document is evidence for; repeatable."`
	Filter        string   `name:"filter" placeholder:"JSON" help:"Only entities that this filter selects: the API's EntityFilter, with has, and, or, not and all else."`
	Certainty     string   `name:"certainty" placeholder:"CERTAINTY" completion:"certainty" help:"Only claims of this certainty: explicit or implied."`
	MinConfidence *float64 `name:"min-confidence" placeholder:"N" help:"Only claims and figures with evidence of at least this confidence, 0 to 1."`
	Withdrawn     bool     `name:"withdrawn" help:"Include withdrawn statements; jsonl always does, unless --known-as-of is given."`
}

// Help is what kong prints under the flags.
func (exportCommand) Help() string {
	var b strings.Builder
	for _, f := range export.Formats {
		_, _ = fmt.Fprintf(&b, "  %-8s %s\n", f.Name, f.Help)
	}
	return "The formats:\n\n" + b.String() + `
Every format holds the evidence of every statement and the dataset's version. Several
restrictions apply together. A part holds the selected entities, the statements
between them, and whatever these refer to.`
}

// Run writes the export, and on standard error what it holds.
func (e exportCommand) Run(ctx context.Context, c *console) (err error) {
	format, err := export.FormatNamed(e.Format)
	if err != nil {
		return usageError{err}
	}
	query, part, err := e.query(format)
	if err != nil {
		return err
	}
	if format.Files && e.Output == "" {
		return usagef("--format %s writes several files; name a directory with --output", format.Name)
	}
	data, err := e.open(ctx, c)
	if err != nil {
		return err
	}
	defer data.close()
	reader, err := data.read(ctx)
	if err != nil {
		return err
	}
	if err := e.checkIDs(ctx, reader); err != nil {
		return err
	}
	target, finish, err := e.target(format, c)
	if err != nil {
		return err
	}
	about := &export.About{Dataset: *reader.Dataset(), Part: part}
	if data.texts != nil {
		about.Quote = quoter(reader, data.texts)
	}
	progress := newTerminalProgress(c.err)
	counts, err := export.Write(ctx, format, target, about, reader.Extract(ctx, query), progress.step)
	progress.end()
	if err := finish(err); err != nil {
		return err
	}
	c.note("exported version %[2]s as %[1]s: %[3]d entities, %[4]d claims, %[5]d figures, %[6]d pieces of evidence, %[7]d documents, %[8]d indicators",
		format.Name, about.Dataset.Version, counts.Entities, counts.Claims, counts.Figures, counts.Evidence, counts.Documents, counts.Indicators)
	return nil
}

// query is what is exported, and a description of it where it is a part.
func (e exportCommand) query(f export.Format) (q graph.ExtractQuery, part string, err error) {
	q.At = e.asOf()
	q.Closed = f.Record
	q.At.IncludeRetracted = e.Withdrawn || f.Record && e.KnownAsOf == ""
	if q.Certainty, err = parseCertainty(e.Certainty); err != nil {
		return q, "", err
	}
	q.MinConfidence = e.MinConfidence
	var described []string
	if e.MinConfidence != nil {
		described = append(described, fmt.Sprintf("confidence from %g", *e.MinConfidence))
	}
	filter := graph.EntityFilter{}
	if filter.Kinds, err = parseKinds(e.Kinds); err != nil {
		return q, "", err
	}
	forms, err := parseForms(e.Forms)
	if err != nil {
		return q, "", err
	}
	if forms != nil {
		filter.And = append(filter.And, graph.EntityFilter{Or: forms})
	}
	filter.IDs, filter.Documents = asIDs(e.IDs), asIDs(e.Sources)
	if e.Text != "" {
		filter.Text = &e.Text
	}
	if len(e.Regions) > 0 {
		filter.Region = &graph.WithinFilter{IDs: asIDs(e.Regions), Inside: true}
	}
	if len(e.Industries) > 0 {
		filter.Industry = &graph.WithinFilter{IDs: asIDs(e.Industries), Inside: true}
	}
	if e.Filter != "" {
		also, err := parseFilter("--filter", e.Filter)
		if err != nil {
			return q, "", err
		}
		filter.And = append(filter.And, *also)
	}
	for _, restriction := range []struct {
		name     string
		values   []string
		entities bool
	}{
		{"kinds", e.Kinds, true}, {"forms", e.Forms, true}, {"entities", e.IDs, true}, {"found by", []string{e.Text}, true}, {"in the regions", e.Regions, true},
		{"in the industries", e.Industries, true}, {"of the documents", e.Sources, true}, {"of the filter", []string{e.Filter}, true},
		{"certainty", []string{string(q.Certainty)}, false}, {"valid on", []string{e.ValidOn}, false}, {"known as of", []string{e.KnownAsOf}, false},
	} {
		if value := strings.Join(restriction.values, ", "); value != "" {
			described = append(described, restriction.name+" "+value)
			if restriction.entities {
				q.Filter = &filter
			}
		}
	}
	return q, strings.Join(described, "; "), nil
}

// asIDs returns ids without the spaces that may stand around them in a list.
func asIDs(values []string) []graph.ID {
	var ids []graph.ID
	for _, value := range values {
		ids = append(ids, graph.ID(strings.TrimSpace(value)))
	}
	return ids
}

// checkIDs checks that the ids given exist: an export of nothing could be taken for an
// answer.
func (e exportCommand) checkIDs(ctx context.Context, reader *graph.Reader) error {
	for _, given := range []struct {
		ids  []string
		what string
		is   func(graph.ID) bool
	}{
		{e.IDs, "entity", func(id graph.ID) bool { return id.Kind() != "" }},
		{e.Regions, "region", func(id graph.ID) bool { return id.Kind() == graph.Region }},
		{e.Industries, "industry", func(id graph.ID) bool { return id.Kind() == graph.Industry }},
		{e.Sources, "document", graph.ID.IsDocument},
	} {
		if err := checkIDs(ctx, reader, given.what, given.ids, given.is); err != nil {
			return err
		}
	}
	return nil
}

// checkIDs checks that records have the ids, and are what is expected.
func checkIDs(ctx context.Context, reader *graph.Reader, what string, given []string, is func(graph.ID) bool) error {
	if len(given) == 0 {
		return nil
	}
	ids := asIDs(given)
	found, err := reader.Nodes(ctx, ids)
	if err != nil {
		return err
	}
	for i, r := range found {
		if r == nil || !is(ids[i]) {
			return errNoRecord(what, ids[i])
		}
	}
	return nil
}

// target opens the target of the export. finish completes it; given an error it removes
// what was written and returns that error.
func (e exportCommand) target(f export.Format, c *console) (target export.Target, finish func(error) error, err error) {
	if f.Files {
		d, err := export.NewDirectory(e.Output)
		return d, func(err error) error {
			if err != nil {
				err = errors.Join(err, d.Remove())
			}
			return err
		}, err
	}
	to, done, err := createOutput(c, e.Output)
	if err != nil {
		return nil, nil, err
	}
	buffer := bufio.NewWriter(to)
	return export.NewStream(buffer), func(err error) error {
		if err == nil {
			err = buffer.Flush()
		}
		return done(err)
	}, nil
}

// quoter returns a function that finds the quote of evidence; "" where the document is
// not available or its words have changed.
func quoter(reader *graph.Reader, texts graph.DocumentTexts) func(context.Context, graph.Evidence) (string, error) {
	paragraphs := map[graph.ID][]string{}
	return func(ctx context.Context, e graph.Evidence) (string, error) {
		text, known := paragraphs[e.Document]
		if !known {
			found, err := reader.Nodes(ctx, []graph.ID{e.Document})
			if err != nil {
				return "", err
			}
			if d, ok := found[0].(*graph.Document); ok {
				if text, err = texts.Paragraphs(ctx, d); err != nil {
					return "", err
				}
			}
			paragraphs[e.Document] = text
		}
		return e.Resolve(text).Text, nil
	}
}
