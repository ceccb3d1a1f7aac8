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
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

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

// The exit codes of every command. An honest negative is success.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// commands is the command line; each field is a command in a file of its own.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Serve the graph over GraphQL, with a playground."`
	Load     loadCommand     `cmd:"" help:"Load a dataset into Neo4j."`
	Validate validateCommand `cmd:"" help:"Check a dataset's files, and its evidence against the documents."`
	Query    queryCommand    `cmd:"" help:"Answer a GraphQL document without a server."`
	Search   searchCommand   `cmd:"" help:"Find things by any name, in any script."`
	Trace    traceCommand    `cmd:"" help:"Show how two things are related, hop by hop, and where each hop is written."`
	Links    linksCommand    `cmd:"" help:"Show which things are linked to which, such as firms to programmes."`
	Targets  targetsCommand  `cmd:"" help:"Show what was promised, and where it stands."`
	Cite     citeCommand     `cmd:"" help:"Print how to cite the dataset or a record of it."`
	Export   exportCommand   `cmd:"" help:"Write the graph, or a part of it, for other programs: CSV, GraphML, JSON-LD, Cypher, JSONL."`
	Locate   locateCommand   `cmd:"" help:"Print the pointer of words in a document, for use as evidence."`
	Text     textCommand     `cmd:"" help:"Print a document's readable text, or what was repaired in it."`
	Schema   schemaCommand   `cmd:"" help:"Print the GraphQL schema, or the JSON Schema of a dataset's files."`
	Version  versionCommand  `cmd:"" help:"Print the versions of the program and of its dataset."`
}

// console is where a command writes; it is handed to every command.
type console struct {
	out, err io.Writer
}

func (c *console) printf(format string, args ...any) { _, _ = fmt.Fprintf(c.out, format, args...) }

// usageError is a command line that cannot be meant; anything else that fails
// is a failure of the command.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// run is the whole program.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c commands
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("policygraph"),
		kong.Description("A knowledge graph of industrial policy, served over GraphQL, every statement with its evidence."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&console{stdout, stderr}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.Vars{
			"address":   defaultAddress,
			"documents": "Show the quotes of evidence from the documents in this directory, which are known by their content whatever their names.",
		},
	)
	if err != nil {
		panic(err) // a fault in the struct above
	}
	switch { // what people try first
	case len(args) == 0:
		args = []string{"--help"}
	case args[0] == "help":
		args = append(args[1:], "--help")
	case args[0] == "--version":
		args[0] = "version"
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help was api for, and printed
		return exited
	}
	if err != nil {
		code := fail(stderr, usageError{err})
		_, _ = fmt.Fprintln(stderr, "policygraph --help, or policygraph COMMAND --help, tells what can be said.")
		return code
	}
	return fail(stderr, command.Run())
}

// fail reports an error in one line (problems of a dataset: a line each) and
// gives its exit code.
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
	if errors.Is(err, context.Canceled) { // Ctrl-C; what was broken off may say so itself
		text = cmp.Or(strings.TrimSuffix(strings.TrimSuffix(text, context.Canceled.Error()), ": "), "broken off")
	}
	_, _ = fmt.Fprintf(stderr, "policygraph: %s\n", text)
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// programVersion is the version that the program was built as: a tag where it
// was installed by one, else the commit.
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

// Run prints both versions, as a bug report or a paper needs them.
func (v versionCommand) Run(ctx context.Context, c *console) error {
	source, err := embeddedSource(ctx)
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
