package loader

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v4"
	"golang.org/x/tools/txtar"
)

func resolvedSchema(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

// yamlValue is what an editor that knows the schema takes a YAML text for, by
// YAML 1.2's core schema: numbers, true, false and null, else strings.
func yamlValue(t *testing.T, text []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(text, &n); err != nil {
		t.Fatal(err)
	}
	return plain(t, &n)
}

func plain(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(t, n.Content[0])
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(t, item))
		}
		return list
	case yaml.MappingNode:
		record := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			record[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		return record
	}
	if n.Tag == "!!timestamp" {
		return n.Value
	}
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchemaAcceptsWhatIsRead(t *testing.T) {
	schema := resolvedSchema(t)
	texts := map[string][]byte{}
	for _, name := range []string{"valid", "format2"} {
		base, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range base.Files {
			if filepath.Ext(f.Name) == ".yaml" {
				texts[name+"/"+f.Name] = f.Data
			}
		}
	}
	own, err := filepath.Glob("../seeds/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	below, err := filepath.Glob("../seeds/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(own, below...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = text
	}
	if len(texts) < 15 {
		t.Fatalf("only %d files", len(texts))
	}
	for name, text := range texts {
		if err := schema.Validate(yamlValue(t, text)); err != nil {
			t.Errorf("%s: %.1000v", name, err)
		}
	}
}

func TestSchemaOfOneLineOfJSONL(t *testing.T) {
	schema := resolvedSchema(t)
	for line, ok := range map[string]bool{
		`{"record":"entity","id":"region:east","name":"东州"}`:                                                               true,
		`{"record":"entity","id":"region:east"}`:                                                                           false,
		`{"record":"entity","id":"region:east","name":"东州","colour":"red"}`:                                                false,
		`{"record":"region","id":"region:east","name":"东州"}`:                                                               false,
		`{"id":"region:east","name":"东州"}`:                                                                                 false,
		`{"record":"entity","id":"East","name":"东州"}`:                                                                      false,
		`{"record":"unit","code":1,"label":"个","label_en":"items"}`:                                                        true,
		`{"record":"unit","code":"亿元","label":"亿元","label_en":"x","base":"CNY","scale":1e8}`:                               true,
		`{"record":"indicator","id":"indicator:x","name":"x","unit":"1","measure":"STOCK"}`:                                true,
		`{"record":"indicator","id":"indicator:x","name":"x","unit":"1","measure":"STACK"}`:                                false,
		`{"record":"document","id":"document:x","title":"x","boilerplate":["1-3",24]}`:                                     true,
		`{"record":"document","id":"document:x","title":"x","sha256":"abc"}`:                                               false,
		`{"record":"claim","document":"document:x","subject":["a:b"],"type":"ISSUED","object":"a:c","at":"*"}`:             true,
		`{"record":"claim","subject":[],"type":"ISSUED","object":"a:c","at":"*"}`:                                          false,
		`{"record":"claim","subject":"a:b","type":"ISSUES","object":"a:c","at":"*"}`:                                       false,
		`{"record":"claim","subject":"a:b","type":"ISSUED","object":"a:c","at":"1:2"}`:                                     false,
		`{"record":"figure","subject":"a:b","indicator":"indicator:x","value":1,"stated":"1","status":"PLAN"}`:             true,
		`{"record":"figure","subject":"a:b","indicator":"indicator:x","value":"x","stated":"1","status":"PLAN"}`:           false,
		`{"record":"figure","subject":"a:b","indicator":"indicator:x","stated":"1","status":"PLAN","period":"2020-01/.."}`: true,
	} {
		var v any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); (err == nil) != ok {
			t.Errorf("%s: %.1000v", line, err)
		}
	}
}

func TestSchemaRefusesAnUnknownKeyInEveryFile(t *testing.T) {
	schema := resolvedSchema(t)
	base, err := txtar.ParseFile("testdata/valid.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range base.Files {
		if filepath.Ext(f.Name) != ".yaml" {
			continue
		}
		v := yamlValue(t, f.Data)
		record, ok := v.(map[string]any)
		if !ok {
			record = v.([]any)[0].(map[string]any)
		}
		record["colour"] = "red"
		if schema.Validate(v) == nil {
			t.Errorf("%s: accepts an unknown key", f.Name)
		}
	}
}

// Every key is described, and what describes them is no code of Go's.
func TestSchemaDescribesEveryKey(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	keys := 0
	for name, def := range schema.Defs {
		if def.Description == "" {
			t.Errorf("%s has no description", name)
		}
		for key, property := range def.Properties {
			keys++
			if !strings.HasSuffix(property.Description, ".") {
				t.Errorf("%s.%s has no description", name, key)
			}
		}
		if def.Type == "object" && def.AdditionalProperties == nil {
			t.Errorf("%s lets unknown keys through", name)
		}
	}
	if keys < 100 || !strings.Contains(string(text), `"$schema": "https://json-schema.org/draft/2020-12/schema"`) {
		t.Errorf("%d keys", keys)
	}
}
