package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

type queryCommand struct {
	datasetFlags
	File      string            `arg:"" placeholder:"FILE" help:"A GraphQL document; - reads standard input."`
	Var       map[string]string `name:"var" short:"v" placeholder:"NAME=VALUE" help:"A variable: JSON where it reads as JSON, else text; may be repeated."`
	Variables string            `name:"variables" placeholder:"FILE" help:"A JSON file of variables."`
	Operation string            `name:"operation" placeholder:"NAME" help:"Which of the document's operations, where it has several."`
}

// Help is what kong prints under the flags.
func (queryCommand) Help() string {
	return `Answers without a server, as serve would, and prints the answer as JSON. Its
extensions name the dataset's version. Where the answer has errors, the exit code
is 1.`
}

// Run prints the answer to a GraphQL document.
func (q queryCommand) Run(ctx context.Context, c *console) error {
	document, err := readInput(q.File)
	if err != nil {
		return usagef("nothing to ask: %w", err)
	}
	variables, err := q.variables()
	if err != nil {
		return err
	}
	api, err := q.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	answer, failed := api.execute(ctx, string(document), q.Operation, variables)
	if answer != nil {
		var indented bytes.Buffer
		if err := json.Indent(&indented, answer, "", "  "); err != nil {
			return err
		}
		c.printf("%s\n", indented.Bytes())
	}
	return failed
}

func (q queryCommand) variables() (map[string]any, error) {
	variables := map[string]any{}
	if q.Variables != "" {
		text, err := readInput(q.Variables)
		if err != nil {
			return nil, usagef("no variables: %w", err)
		}
		if err := json.Unmarshal(text, &variables); err != nil {
			return nil, usagef("%s holds no JSON object of variables: %w", q.Variables, err)
		}
	}
	for name, value := range q.Var {
		if json.Unmarshal([]byte(value), new(any)) == nil {
			variables[name] = json.RawMessage(value)
		} else {
			variables[name] = value
		}
	}
	return variables, nil
}

// maxInput is more than the server reads of a document.
const maxInput = 8 << 20

func readInput(name string) ([]byte, error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxInput))
	if err == nil && strings.TrimSpace(string(text)) == "" {
		err = fmt.Errorf("%s is empty", name)
	}
	return text, err
}
