// The command behind `make neo4j`: a real Neo4j server on a free port.
//
// Without arguments it prints the lines to export and serves until Ctrl-C.
// After `--` it takes a command instead, runs that with the server's address
// in its environment (for the program and for tests), and ends with its exit
// status.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"policygraph/tools/neo4j"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run returns the exit status: 0, 1 for a failure, 2 for wrong usage, or that
// of the command it was given.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("neo4j", flag.ContinueOnError)
	flags.SetOutput(stderr)
	options := neo4j.Options{Progress: stderr}
	flags.StringVar(&options.Keep, "keep", "", "keep the server's data in this `folder`, and use what is there")
	flags.StringVar(&options.Heap, "heap", "1g", "Java heap `size`")
	flags.StringVar(&options.PageCache, "pagecache", "512m", "page cache `size`")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}

	fmt.Fprintf(stderr, "Starting Neo4j %s\n", neo4j.Version())
	server, err := neo4j.Start(ctx, options)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	status := serve(ctx, server, options.Keep, flags.Args(), stdout, stderr)
	if err := server.Stop(); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return status
}

func serve(ctx context.Context, server *neo4j.Server, keep string, command []string, stdout, stderr io.Writer) int {
	if len(command) > 0 {
		return runWith(ctx, server, command, stdout, stderr)
	}
	for _, line := range server.Env() {
		fmt.Fprintln(stdout, "export "+line)
	}
	after := "stops and forgets it"
	if keep != "" {
		after = "stops it; its data stays in " + keep
	}
	fmt.Fprintf(stderr, "Neo4j is ready. Export the lines above in another terminal; Ctrl-C %s.\n", after)
	select {
	case <-ctx.Done():
		return 0
	case <-server.Exited():
		fmt.Fprintf(stderr, "Neo4j has ended by itself; its last lines:\n%s\n", server.LogTail())
		return 1
	}
}

func runWith(ctx context.Context, server *neo4j.Server, command []string, stdout, stderr io.Writer) int {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = os.Environ()
	for _, variable := range server.Env() {
		// Tests look for a server under names of their own, so that nobody
		// runs them against the one that NEO4J_URI happens to name.
		cmd.Env = append(cmd.Env, variable, "POLICYGRAPH_TEST_"+variable)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, stderr
	// Asked to end, not killed: it may have servers of its own to stop.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	default:
		fmt.Fprintf(stderr, "%s: %v\n", command[0], err)
		return 1
	}
}
