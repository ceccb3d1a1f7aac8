package cli

import (
	"context"

	"policygraph/graph"
)

type showCommand struct {
	datasetFlags
	clockFlags
	languageFlags
	ID string `arg:"" name:"id|name" help:"An id of a record of any type, also a former one, or the name of an entity in any script."`
}

// Help is what kong prints under the flags.
func (showCommand) Help() string {
	return `Prints all that the dataset says of one record. For an entity: its names, codes and
dates, its relations by type, each with its certainty, basis, confidence and stage and
where it is written, its figures, and the documents that mention it. For example:

  policygraph show 海尔 --documents DIR
  policygraph show claim:fcdp6kfj2tdi`
}

// Run prints a record.
func (s showCommand) Run(ctx context.Context, c *console) error {
	api, err := s.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	reader, err := api.read(ctx)
	if err != nil {
		return err
	}
	given, err := graph.ParseID(s.ID)
	if err != nil {
		found, err := api.resolve(ctx, s.ID)
		if err != nil {
			return err
		}
		given = graph.ID(found.ID)
	}
	records, err := reader.Nodes(ctx, []graph.ID{given})
	if err != nil {
		return err
	}
	if records[0] == nil {
		return errNoRecord("record", given)
	}
	p := &recordPage{
		console: c, reader: reader, language: graph.Language(s.language()), width: widthOf(c.out),
		at: s.asOf(),
	}
	if api.texts != nil {
		p.quote = quoter(reader, api.texts)
	}
	if present := records[0].RecordID(); present != given {
		p.line(0, "%s is a former id of %s", given, present)
	}
	if err := p.record(ctx, records[0]); err != nil {
		return err
	}
	p.section("Dataset %s", reader.Dataset().Version)
	return nil
}
