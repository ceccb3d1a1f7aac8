package cli

import (
	"context"

	"policygraph/graph"
	"policygraph/loader"
	"policygraph/loader/readable"
)

// documentFlags name a document; the commands that read one share them.
type documentFlags struct {
	Document  string `arg:"" help:"The document's id, or its file's name."`
	Documents string `name:"documents" required:"" placeholder:"DIR" help:"Where the documents' files are."`
	Data      string `name:"data" placeholder:"DIR" help:"The dataset that describes the documents; the embedded one when left out."`
}

// read gives the document's readable text, and its record.
func (a documentFlags) read(ctx context.Context) (readable.Text, *graph.Document, error) {
	documents, err := loader.OpenDocuments(a.Documents)
	if err != nil {
		return readable.Text{}, nil, usageError{err}
	}
	source, _, err := openSource(ctx, a.Data, nil)
	if err != nil {
		return readable.Text{}, nil, err
	}
	document, err := findDocument(ctx, source, documents, a.Document)
	if err != nil {
		return readable.Text{}, nil, err
	}
	if document.SHA256 == "" {
		return readable.Text{}, nil, graph.Errorf(graph.CodeNotFound, "%s is a register that is cited whole: it has no text", document.ID)
	}
	text, err := documents.Text(document)
	return text, document, err
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
