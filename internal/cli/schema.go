package cli

import (
	"policygraph/loader"
	"policygraph/schema"
)

type schemaCommand struct {
	Dataset bool `name:"dataset" help:"Print the JSON Schema of a dataset's files instead."`
}

// Run prints a schema, for code generators and editors.
func (s schemaCommand) Run(c *console) error {
	if !s.Dataset {
		c.printf("%s", schema.SDL())
		return nil
	}
	text, err := loader.Schema()
	if err != nil {
		return err
	}
	c.printf("%s\n", text)
	return nil
}
