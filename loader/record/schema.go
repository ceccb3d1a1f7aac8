package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
)

// schemaDefs are the parts of the schema. A part may refer to those before it.
var schemaDefs = []struct {
	name   string
	record reflect.Type
	line   recordName // of a line of JSONL: what its key record says
	what   string
}{
	{name: "code", record: reflect.TypeFor[Code](), what: "A code from an official register."},
	{name: "alias", record: reflect.TypeFor[Alias](), what: "A name in some documents only."},
	{name: "entity", record: reflect.TypeFor[Entity](), what: "A thing with an identity."},
	{name: "unit", record: reflect.TypeFor[Unit](), what: "What values are in."},
	{name: "indicator", record: reflect.TypeFor[Indicator](), what: "What figures measure."},
	{name: "speaksFor", record: reflect.TypeFor[SpeaksFor](), what: "An entity that a document speaks of without naming it."},
	{name: "document", record: reflect.TypeFor[Document](), what: "A source."},
	{name: "evidence", record: reflect.TypeFor[Evidence](), what: "Where a statement is written."},
	{name: "claim", record: reflect.TypeFor[Claim](), what: "A directed, typed statement that relates two entities."},
	{name: "figure", record: reflect.TypeFor[Figure](), what: "A number stated about an entity."},

	{name: "datasetFile", record: reflect.TypeFor[Dataset](), what: "dataset.yaml: the dataset itself."},
	{name: "indicatorsFile", record: reflect.TypeFor[Indicators](), what: "indicators.yaml: units and indicators."},
	{name: "entitiesFile", record: reflect.TypeFor[[]Entity](), what: "entities/KIND.yaml: entities of one kind."},
	{name: "documentFile", record: reflect.TypeFor[DocumentFile](), what: "documents/NAME.yaml: a document, and the claims and figures that it is evidence for."},

	{name: "entityLine", record: reflect.TypeFor[Entity](), line: entityName},
	{name: "indicatorLine", record: reflect.TypeFor[Indicator](), line: indicatorName},
	{name: "unitLine", record: reflect.TypeFor[Unit](), line: unitName},
	{name: "documentLine", record: reflect.TypeFor[Document](), line: documentName},
	{name: "claimLine", record: reflect.TypeFor[ClaimLine](), line: claimName},
	{name: "figureLine", record: reflect.TypeFor[FigureLine](), line: figureName},
}

// Schema returns the JSON Schema (draft 2020-12) of a dataset's files: of any of the
// YAML files, or of a line of JSONL. It describes keys and the forms of values, but
// not whether records fit each other.
func Schema() ([]byte, error) {
	root := &jsonschema.Schema{
		Schema: "https://json-schema.org/draft/2020-12/schema", ID: "urn:policygraph:dataset:2",
		Title:       "policygraph dataset, formats 1 and 2",
		Description: "A file of a dataset, or a line of JSONL in one.",
		Defs:        map[string]*jsonschema.Schema{},
	}
	types := maps.Clone(fieldSchemas)
	for _, def := range schemaDefs {
		schema, err := schemaOf(def.record, def.line, types)
		if err != nil {
			return nil, err
		}
		ref := &jsonschema.Schema{Ref: "#/$defs/" + def.name}
		if def.line != "" {
			schema.Description = fmt.Sprintf("A line of JSONL that holds the record %q.", def.line)
			root.AnyOf = append(root.AnyOf, ref)
		} else {
			schema.Description = def.what
			if isFile(def.name) {
				root.AnyOf = append(root.AnyOf, ref)
			}
			types[def.record] = ref
			types[reflect.SliceOf(def.record)] = &jsonschema.Schema{Type: "array", Items: ref}
		}
		root.Defs[def.name] = schema
	}
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(bytes.TrimSpace(text), '\n'), nil
}

func isFile(def string) bool { return strings.HasSuffix(def, "File") }

func schemaOf(record reflect.Type, line recordName, types map[reflect.Type]*jsonschema.Schema) (*jsonschema.Schema, error) {
	others := maps.Clone(types)
	if record.Kind() == reflect.Struct {
		// The described type itself, and types whose keys it embeds, are not references.
		delete(others, record)
		for _, f := range reflect.VisibleFields(record) {
			if f.Anonymous {
				delete(others, f.Type)
			}
		}
	}
	schema, err := jsonschema.ForType(record, &jsonschema.ForOptions{TypeSchemas: others})
	if err != nil || line == "" {
		return schema, err
	}
	var name any = string(line)
	schema.Properties["record"] = &jsonschema.Schema{Const: &name, Description: "What record the line holds."}
	schema.Required = append([]string{"record"}, schema.Required...)
	schema.PropertyOrder = append([]string{"record"}, schema.PropertyOrder...)
	return schema, nil
}
