// Command policygraph serves a knowledge graph of industrial policy over GraphQL
// and answers questions about it, each statement with its evidence.
package main

import (
	"os"

	"policygraph/internal/cli"
)

func main() { os.Exit(cli.Main()) }
