package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
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
	return b.String() + `
Every format holds the evidence of every statement and names the dataset's
version. A part holds, besides the chosen entities, whatever the statements
between them refer to.`
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
	asked, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer asked.close()
	reader, err := asked.Read(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }() // nothing is written that could be lost
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
	if err := errors.Join(err, finish()); err != nil {
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
	q.At.Ever = e.Withdrawn || f.Record && e.KnownAsOf == ""
	var words []string
	filter := graph.EntityFilter{}
	if filter.Kinds, err = kindsNamed(e.Kinds); err != nil {
		return q, "", err
	}
	for _, id := range e.IDs {
		filter.IDs = append(filter.IDs, graph.ID(id))
	}
	if filter.Kinds != nil || filter.IDs != nil {
		q.Filter = &filter
	}
	for _, restriction := range []struct{ name, value string }{
		{"kinds", strings.Join(e.Kinds, ", ")}, {"entities", strings.Join(e.IDs, ", ")}, {"valid on", e.ValidOn}, {"known as of", e.KnownAsOf},
	} {
		if restriction.value != "" {
			words = append(words, restriction.name+" "+restriction.value)
		}
	}
	return q, strings.Join(words, "; "), nil
}

// target is where the export goes; finish completes it.
func (e exportCommand) target(f export.Format, c *console) (target export.Target, finish func() error, err error) {
	nothing := func() error { return nil }
	switch {
	case f.Files:
		target, err = export.NewDirectory(e.Output)
		return target, nothing, err
	case e.Output == "":
		buffer := bufio.NewWriter(c.out)
		return export.NewStream(buffer), buffer.Flush, nil
	}
	file, err := os.OpenFile(e.Output, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, nil, graph.Errorf(graph.CodeUnavailable, "the export cannot be written: %w", err)
	}
	return export.NewStream(file), file.Close, nil
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
