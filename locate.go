package main

import (
	"context"

	"policygraph/graph"
	"policygraph/loader"
)

type locateCommand struct {
	Document  string `arg:"" help:"The document's id, or its file's name."`
	Paragraph int    `arg:"" help:"Number of the paragraph, from 1."`
	Text      string `arg:"" help:"The words, as the readable text has them."`
	Documents string `name:"documents" required:"" placeholder:"DIR" help:"Where the documents' files are."`
	Data      string `name:"data" placeholder:"DIR" help:"The dataset that describes the documents; the embedded one when left out."`
}

// Run prints a pointer for each place where the words stand in the paragraph.
func (l locateCommand) Run(ctx context.Context, c *console) error {
	paragraphs, err := readDocument(ctx, l.Data, l.Documents, l.Document)
	if err != nil {
		return err
	}
	places, err := loader.Locate(paragraphs, l.Paragraph, l.Text)
	if err != nil {
		return err
	}
	for _, place := range places {
		c.printf("%s\n", place.Pointer())
	}
	return nil
}

// readDocument gives the readable text of a document, named by its id in the
// dataset or by its file.
func readDocument(ctx context.Context, data, dir, name string) ([]string, error) {
	documents, err := loader.OpenDocuments(dir)
	if err != nil {
		return nil, usageError{err}
	}
	files, _, err := dataset(data)
	if err != nil {
		return nil, usageError{err}
	}
	source, err := loader.Open(files)
	if err != nil {
		return nil, err
	}
	document, err := findDocument(ctx, source, documents, name)
	if err != nil {
		return nil, err
	}
	paragraphs, err := documents.Paragraphs(ctx, document)
	if err != nil {
		return nil, err
	}
	if paragraphs == nil {
		return nil, graph.Errorf(graph.CodeNotFound, "the file of %s (SHA-256 %.12s…) is not in %s", document.ID, document.SHA256, dir)
	}
	return paragraphs, nil
}

// findDocument finds the dataset's record of a document, so that repairs which
// it declares are made; a file that no record describes is read as it is.
func findDocument(ctx context.Context, source graph.Source, documents *loader.Documents, name string) (*graph.Document, error) {
	sum := ""
	for _, file := range documents.Files() {
		if file.Name == name {
			sum = file.SHA256
		}
	}
	for record, err := range source.Records(ctx) {
		if err != nil {
			return nil, err
		}
		d, ok := record.(*graph.Document)
		if ok && (string(d.ID) == name || sum != "" && d.SHA256 == sum) {
			return d, nil
		}
	}
	if sum != "" {
		return &graph.Document{ID: graph.ID(name), SHA256: sum}, nil
	}
	return nil, graph.Errorf(graph.CodeNotFound, "%q is neither the id of a document of the dataset nor a file in the documents' directory", name)
}
