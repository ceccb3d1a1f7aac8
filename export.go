package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"policygraph/export"
	"policygraph/graph"
)

type exportCommand struct {
	readArguments
	Format    string   `name:"format" required:"" placeholder:"FORMAT" help:"jsonl, csv, graphml, jsonld or cypher."`
	Output    string   `name:"output" short:"o" placeholder:"PATH" help:"Write here: a new or empty directory for jsonl and csv, else a file; standard output when left out."`
	Kinds     []string `name:"kind" placeholder:"KIND" help:"Only entities of this kind, such as enterprise, and what lies between them; may be repeated."`
	IDs       []string `name:"id" placeholder:"ID" help:"Only this entity and others named so; may be repeated."`
	Text      string   `name:"text" placeholder:"TEXT" help:"Only entities that a search for this finds."`
	Regions   []string `name:"region" placeholder:"ID" help:"Only what is tied to this region or to one under it, such as region:qingdao; may be repeated."`
	Industry  []string `name:"industry" placeholder:"ID" help:"Only what is tied to this industry or to one under it; may be repeated."`
	Documents []string `name:"document" placeholder:"ID" help:"Only entities that this document is evidence for; may be repeated."`
	Filter    string   `name:"filter" placeholder:"JSON" help:"Only entities of this filter, as the API takes it (EntityFilter: has, and, or, not and all else)."`
	ValidOn   string   `name:"valid-on" placeholder:"DATE" help:"Only what held in the world on this day."`
	KnownAsOf string   `name:"known-as-of" placeholder:"DATE" help:"What the dataset said on this day."`
	Withdrawn bool     `name:"withdrawn" help:"Also what the dataset has withdrawn; always so in jsonl, unless --known-as-of is given."`
}

// Help is what kong prints under the flags.
func (exportCommand) Help() string {
	var b strings.Builder
	for _, f := range export.Formats {
		_, _ = fmt.Fprintf(&b, "  %-8s %s\n", f.Name, f.Help)
	}
	return "The formats:\n\n" + b.String() + `
Every format holds the evidence of every statement and names the dataset's
version. Where several restrictions are given, all of them hold. A part holds,
besides the chosen entities, whatever the statements between them refer to.`
}

// Run writes the export and says what it holds.
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
		return usagef("%s is several files: name a directory for them with --output", format.Name)
	}
	asked, err := e.open(ctx, c)
	if err != nil {
		return err
	}
	defer asked.close()
	reader, err := asked.Read(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }() // nothing is written that could be lost
	if err := e.known(ctx, reader); err != nil {
		return err
	}
	target, finish, err := e.target(format, c)
	if err != nil {
		return err
	}
	about := &export.About{Dataset: *reader.Dataset(), Part: part}
	if asked.texts != nil {
		about.Quote = quoter(reader, asked.texts)
	}
	progress := newProgress(c.err)
	counts, err := export.Write(ctx, format, target, about, reader.Extract(ctx, query), progress.step)
	progress.end()
	if err := finish(err); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(c.err, "%s of version %s: %d entities, %d claims, %d figures, %d pieces of evidence, %d documents, %d indicators\n",
		format.Name, about.Dataset.Version, counts.Entities, counts.Claims, counts.Figures, counts.Evidence, counts.Documents, counts.Indicators)
	return nil
}

// query is what is asked for, and that in words where it is a part.
func (e exportCommand) query(f export.Format) (q graph.ExtractQuery, part string, err error) {
	q.At = graph.AsOf{ValidOn: graph.Day(e.ValidOn), KnownAsOf: graph.Day(e.KnownAsOf)}
	q.Closed = f.Record
	q.At.IncludeRetracted = e.Withdrawn || f.Record && e.KnownAsOf == ""
	var words []string
	filter := graph.EntityFilter{}
	if filter.Kinds, err = kindsNamed(e.Kinds); err != nil {
		return q, "", err
	}
	filter.IDs, filter.Documents = idsOf(e.IDs), idsOf(e.Documents)
	if e.Text != "" {
		filter.Text = &e.Text
	}
	if e.Regions != nil {
		filter.Region = &graph.WithinFilter{IDs: idsOf(e.Regions), Inside: true}
	}
	if e.Industry != nil {
		filter.Industry = &graph.WithinFilter{IDs: idsOf(e.Industry), Inside: true}
	}
	if e.Filter != "" {
		also, err := filterNamed(e.Filter)
		if err != nil {
			return q, "", err
		}
		filter.And = []graph.EntityFilter{*also}
	}
	for _, restriction := range []struct {
		name     string
		values   []string
		entities bool
	}{
		{"kinds", e.Kinds, true}, {"entities", e.IDs, true}, {"found by", []string{e.Text}, true}, {"in the regions", e.Regions, true},
		{"in the industries", e.Industry, true}, {"of the documents", e.Documents, true}, {"of the filter", []string{e.Filter}, true},
		{"valid on", []string{e.ValidOn}, false}, {"known as of", []string{e.KnownAsOf}, false},
	} {
		if value := strings.Join(restriction.values, ", "); value != "" {
			words = append(words, restriction.name+" "+value)
			if restriction.entities {
				q.Filter = &filter
			}
		}
	}
	return q, strings.Join(words, "; "), nil
}

func idsOf(texts []string) []graph.ID {
	var ids []graph.ID
	for _, text := range texts {
		ids = append(ids, graph.ID(text))
	}
	return ids
}

// known checks that what is named by id is there: an export of nothing would pass for
// an answer.
func (e exportCommand) known(ctx context.Context, reader *graph.Reader) error {
	for _, named := range []struct {
		ids  []string
		what string
		is   func(graph.ID) bool
	}{
		{e.IDs, "entity", func(id graph.ID) bool { return id.Kind() != "" }},
		{e.Regions, "region", func(id graph.ID) bool { return id.Kind() == graph.Region }},
		{e.Industry, "industry", func(id graph.ID) bool { return id.Kind() == graph.Industry }},
		{e.Documents, "document", graph.ID.IsDocument},
	} {
		if len(named.ids) == 0 {
			continue
		}
		ids := idsOf(named.ids)
		found, err := reader.Nodes(ctx, ids)
		if err != nil {
			return err
		}
		for i, r := range found {
			if r == nil || !named.is(ids[i]) {
				return usagef("there is no %s %s: policygraph search finds ids by names", named.what, ids[i])
			}
		}
	}
	return nil
}

// target is where the export goes; finish completes it, or removes what was written
// where it has failed, and returns that error.
func (e exportCommand) target(f export.Format, c *console) (target export.Target, finish func(error) error, err error) {
	switch {
	case f.Files:
		d, err := export.NewDirectory(e.Output)
		return d, func(err error) error {
			if err != nil {
				err = errors.Join(err, d.Remove())
			}
			return err
		}, err
	case e.Output == "":
		buffer := bufio.NewWriter(c.out)
		return export.NewStream(buffer), func(err error) error { return errors.Join(err, buffer.Flush()) }, nil
	}
	file, err := os.OpenFile(e.Output, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, nil, graph.Errorf(graph.CodeInvalid, "%s is there already: name another file", e.Output)
	}
	if err != nil {
		return nil, nil, graph.Errorf(graph.CodeUnavailable, "the export cannot be written: %w", err)
	}
	return export.NewStream(file), func(err error) error {
		if err = errors.Join(err, file.Close()); err != nil {
			err = errors.Join(err, os.Remove(e.Output))
		}
		return err
	}, nil
}

// quoter gives the words of evidence from documents; "" where they are not at
// hand or have changed.
func quoter(reader *graph.Reader, texts graph.Texts) func(context.Context, graph.Evidence) (string, error) {
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
