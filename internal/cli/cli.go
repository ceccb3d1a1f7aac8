// Package cli is the command line of policygraph, a file for each command.
// Commands read their flags with kong; wiring.go is the only file of the program
// that names both stores and the server.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"reflect"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"policygraph/graph"
	"policygraph/loader"
)

// Main runs the command of the process's arguments and returns its exit code. An
// interrupt cancels the command; a second one ends the process at once.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, os.Args[1:], os.Stdout, os.Stderr)
}

// The exit codes of every command; [exitCode] chooses one.
const (
	exitOK         = 0
	exitFailed     = 1
	exitUsage      = 2
	exitIncomplete = 3
)

const description = `A knowledge graph of industrial policy, served over GraphQL, every statement with its
evidence.

Results go to standard output, everything else to standard error. Exit codes: 0 for an
answer, even if it is that there is none; 1 for a failure, also a dataset or an answer
with errors; 2 if the command line, the environment or something that they name is
wrong; 3 for a table that is written and from which rows may be missing, because a search
met its limit.`

// commands is the command line; each field is a command in a file of its own.
type commands struct {
	Serve      serveCommand      `cmd:"" help:"Serve the graph over GraphQL, with a playground."`
	Load       loadCommand       `cmd:"" help:"Load a dataset into Neo4j."`
	Validate   validateCommand   `cmd:"" help:"Check a dataset's files, and its evidence against the documents."`
	Diff       diffCommand       `cmd:"" help:"Show what changed between two editions of a dataset."`
	Query      queryCommand      `cmd:"" help:"Execute a GraphQL document without a server."`
	Search     searchCommand     `cmd:"" help:"Find entities by any name, in any script."`
	Trace      traceCommand      `cmd:"" help:"Show how two entities are related, hop by hop, and where each hop is written."`
	Links      linksCommand      `cmd:"" help:"Show which entities are linked to which, such as firms to programmes."`
	Targets    targetsCommand    `cmd:"" help:"Show targets, and how far each is reached."`
	Figures    figuresCommand    `cmd:"" help:"List figures, each with where it is written."`
	Claims     claimsCommand     `cmd:"" help:"List claims, each with where it is written."`
	Show       showCommand       `cmd:"" help:"Show all that the dataset says of an entity, or a claim, figure, document or indicator."`
	Cite       citeCommand       `cmd:"" help:"Print how to cite the dataset or one of its records."`
	Export     exportCommand     `cmd:"" help:"Write the graph, or a part of it, for other programs: JSONL, CSV, GraphML, JSON-LD, Cypher."`
	Locate     locateCommand     `cmd:"" help:"Print the pointer to words in a document, for use as evidence."`
	Text       textCommand       `cmd:"" help:"Print a document's readable text, or what was repaired in it."`
	Schema     schemaCommand     `cmd:"" help:"Print the GraphQL schema, or the JSON Schema of a dataset's files."`
	Version    versionCommand    `cmd:"" help:"Print the versions of the program and of the embedded dataset."`
	Completion completionCommand `cmd:"" help:"Print a completion script for bash, zsh or fish."`
	Complete   completeCommand   `cmd:"" name:"__complete" hidden:"" passthrough:""`
	Man        manCommand        `cmd:"" help:"Print the manual page."`
}

// usageError is a command line or an environment that is wrong.
type usageError struct{ error }

// Unwrap returns the error itself, of which only the exit code is different.
func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// incompleteError is a table from which rows may be missing.
type incompleteError struct{ error }

// run runs the command that the arguments name and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &console{out: stdout, err: stderr}
	exited := -1
	parser := newParser(ctx, c, func(code int) { exited = code })
	switch { // what people try first
	case len(args) == 0:
		args = []string{"--help"}
	case args[0] == "help":
		args = append(args[1:], "--help")
	case args[0] == "--version":
		args[0] = "version"
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help was given, and printed
		return exited
	}
	var unwritten *fs.PathError
	if errors.As(err, &unwritten) { // the help
		return fail(stderr, unwritten)
	}
	if err != nil {
		code := fail(stderr, usageError{err})
		of := ""
		var parse *kong.ParseError
		if errors.As(err, &parse) && parse.Context.Command() != "" {
			of = strings.Fields(parse.Context.Command())[0] + " "
		}
		c.note("see policygraph %s--help", of)
		return code
	}
	if err := checkGiven(command); err != nil {
		return fail(stderr, err)
	}
	err = command.Run()
	if err == nil {
		err = c.failed
	}
	return fail(stderr, err)
}

// checkGiven returns an error where an argument or a flag is given and empty, as in
// --kind "$KIND" if KIND is not set: to ignore it would answer another question.
func checkGiven(command *kong.Context) error {
	for _, given := range command.Path {
		var name string
		var value reflect.Value
		switch {
		case given.Flag != nil:
			name, value = "--"+given.Flag.Name, given.Flag.Target
		case given.Positional != nil:
			name, value = "<"+given.Positional.Name+">", given.Positional.Target
		}
		switch value.Kind() {
		case reflect.String, reflect.Slice:
			if value.Len() == 0 {
				return usagef("%s is empty; give it a value or leave it out", name)
			}
		}
	}
	return nil
}

// newParser returns the parser of the command line. It calls exit where --help was given.
func newParser(ctx context.Context, c *console, exit func(code int)) *kong.Kong {
	return kong.Must(&commands{},
		kong.Name("policygraph"),
		kong.Description(description),
		kong.Writers(c.out, c.err),
		kong.Exit(exit),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(c),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.Vars{
			"address":   defaultAddress,
			"documents": "Show quotes from the documents in this directory, which are recognized by their content, whatever the files' names.",
		},
	)
}

// fail prints an error, if there is one, and returns the exit code. The problems of a
// dataset take a line each.
func fail(stderr io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	var problems loader.Problems
	if errors.As(err, &problems) { // each begins with its file and line, for editors
		_, _ = fmt.Fprintln(stderr, problems)
		return exitFailed
	}
	text := err.Error()
	if errors.Is(err, context.Canceled) { // Ctrl-C; the error may say what it interrupted
		text = cmp.Or(strings.TrimSuffix(strings.TrimSuffix(text, context.Canceled.Error()), ": "), "interrupted")
	}
	_, _ = fmt.Fprintf(stderr, "policygraph: %s\n", text)
	return exitCode(err)
}

// exitCode is 2 for what the user has to correct on the command line, in the
// environment, or in what they name, 3 for a table that is incomplete, and 1 for any
// other error.
func exitCode(err error) int {
	var usage usageError
	var incomplete incompleteError
	switch code := graph.CodeOf(err); {
	case errors.As(err, &usage), code == graph.CodeInvalid, code == graph.CodeNotFound:
		return exitUsage
	case errors.As(err, &incomplete):
		return exitIncomplete
	default:
		return exitFailed
	}
}

// programVersion is the version that the program was built as: a tag where it was
// installed by one, else the commit.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "devel"
}

type versionCommand struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// Run prints both versions, which a bug report or a paper needs.
func (v versionCommand) Run(ctx context.Context, c *console) error {
	source, _, err := openSource(ctx, "", nil)
	if err != nil {
		return err
	}
	dataset := source.Dataset()
	if v.JSON {
		return printJSON(c.out, map[string]string{
			"program": programVersion(), "dataset": dataset.Version.String(), "title": dataset.Title,
		})
	}
	c.printf("policygraph %s\ndataset %s (%s)\n", programVersion(), dataset.Version, dataset.Title)
	return nil
}
