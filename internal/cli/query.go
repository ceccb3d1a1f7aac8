package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

type queryCommand struct {
	datasetFlags
	File      string            `arg:"" placeholder:"FILE" completion:"file" help:"File with a GraphQL document; - reads standard input."`
	Var       map[string]string `name:"var" short:"v" mapsep:"none" placeholder:"NAME=VALUE" help:"A variable; its value is JSON if it parses as JSON, else text; repeatable."`
	Variables string            `name:"variables" placeholder:"FILE" completion:"file" help:"JSON file with variables."`
	Operation string            `name:"operation" placeholder:"NAME" help:"Operation to execute, if the document has several."`
}

// Help is what kong prints under the flags.
func (queryCommand) Help() string {
	return `Executes the document as serve would, and prints the answer as JSON. The answer's
extensions hold the dataset's version. If the answer has errors, the exit code is 1.`
}

// Run prints the answer to a GraphQL document.
func (q queryCommand) Run(ctx context.Context, c *console) error {
	document, err := readInput(q.File)
	if err != nil {
		return usagef("read the query: %w", err)
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
	if answer == nil {
		return failed
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, answer, "", "  "); err != nil {
		return err
	}
	c.printf("%s\n", indented.Bytes())
	if failed != nil { // without its code: whatever the errors are, the document was executed
		return errors.New(failed.Error())
	}
	return nil
}

func (q queryCommand) variables() (map[string]any, error) {
	variables := map[string]any{}
	if q.Variables != "" {
		text, err := readInput(q.Variables)
		if err != nil {
			return nil, usagef("read the variables: %w", err)
		}
		if err := json.Unmarshal(text, &variables); err != nil {
			return nil, usagef("decode the variables in %s: %w", q.Variables, err)
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

// maxInput is more than the server accepts.
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
