package cli

import (
	"context"

	"policygraph/graph"
	"policygraph/loader"
	"policygraph/loader/readable"
)

// documentFlags name a document.
type documentFlags struct {
	Document  string `arg:"" help:"Id of a document, or name of its file."`
	Documents string `name:"documents" required:"" placeholder:"DIR" completion:"directory" help:"Directory of the documents' files."`
	Data      string `name:"data" placeholder:"DIR" completion:"directory" help:"Directory of the dataset that describes the documents; the embedded dataset if omitted."`
}

// read returns the document's readable text.
func (f documentFlags) read(ctx context.Context) (readable.Text, error) {
	documents, err := loader.OpenDocuments(f.Documents)
	if err != nil {
		return readable.Text{}, usageError{err}
	}
	source, _, err := openSource(ctx, f.Data, nil)
	if err != nil {
		return readable.Text{}, err
	}
	document, err := findDocument(ctx, source, documents, f.Document)
	if err != nil {
		return readable.Text{}, err
	}
	if document.SHA256 == "" {
		return readable.Text{}, usagef("%s has no text: it is a register, which is cited as a whole", document.ID)
	}
	return documents.Text(document)
}

// findDocument finds the dataset's record of a document, which declares repairs that
// are made in its text; a file without a record is read as it is.
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
	return nil, usagef("unknown document %q; expected the id of a document of the dataset, or the name of a file in the --documents directory", name)
}
