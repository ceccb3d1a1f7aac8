package export_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"testing"
)

// nmToken is what XML Schema lets the ids of GraphML be, of ASCII.
var nmToken = regexp.MustCompile(`^[-._:A-Za-z0-9]+$`)

func TestIDsOfGraphMLAreNameTokens(t *testing.T) {
	path, _ := written(t, "graphml", dataset(t), extracts["all"])
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // it is only read
	seen := map[string]bool{}
	for d := xml.NewDecoder(file); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range element.Attr {
			switch a.Name.Local {
			case "id":
				if seen[element.Name.Local+a.Value] {
					t.Fatalf("%s id %q twice", element.Name.Local, a.Value)
				}
				seen[element.Name.Local+a.Value] = true
				fallthrough
			case "source", "target", "key":
				if !nmToken.MatchString(a.Value) {
					t.Fatalf("%s %s=%q is not an NMTOKEN", element.Name.Local, a.Name.Local, a.Value)
				}
			}
		}
	}
}
