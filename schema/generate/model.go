package main

import (
	"bytes"
	"embed"
	"fmt"
	"go/format"
	"slices"
	"strings"
	"text/template"

	"policygraph/graph"
)

//go:embed *.tmpl
var templates embed.FS

// viewsFile is where the view types go, from schema/.
const viewsFile = "../graph/resolver/view/kinds_generated.go"

// labelsFile is where the other forms of the labels go, from schema/.
const labelsFile = "../graph/labels_generated.go"

// kind is a row of [graph.Kinds] as the templates see it.
type kind struct {
	graph.KindInfo
	Type      string // GraphQL and Go type
	Single    string // root field of one
	About     string
	Forms     *graph.KindForms // nil where its entities have no forms
	Shortcuts []shortcut
	Related   bool // some shortcut shows each of them once
}

// shortcut is a row of [graph.Shortcuts] as the templates see it.
type shortcut struct {
	graph.Shortcut
	Index  int // in graph.Shortcuts
	Method string
	About  string
	// Shape is what the field gives: "one", "all", "related" (each other end
	// once) or "relations" (one edge a claim).
	Shape string
	Type  string // of the target; "" for relations
	Args  []argument
	// Deprecated says what to use instead; "" where the field is not deprecated.
	Deprecated string
}

// outputs returns every generated file by its path from schema/.
func outputs() (map[string][]byte, error) {
	parsed, err := template.New("").Funcs(template.FuncMap{
		"arguments": func(indent string, names ...string) (string, error) { return arguments(indent, named(names)) },
		"render":    arguments,
		"title":     exported,
		"join":      func(kinds []graph.Kind) string { return join(kinds, graph.Kind.TypeName) },
		"roles":     func(roles []string) string { return strings.Join(roles, ", ") },
	}).ParseFS(templates, "*.tmpl")
	if err != nil {
		return nil, err
	}
	kinds, err := model()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	render := func(file, template string, data any) {
		var text bytes.Buffer
		if e := parsed.ExecuteTemplate(&text, template, data); e != nil && err == nil {
			err = e
		}
		files[file] = text.Bytes()
	}
	render("vocabulary.graphql", "vocabulary.graphql.tmpl", struct {
		Kinds     []kind
		Bases     []graph.BasisInfo
		Relations []graph.Relation
	}{kinds, graph.Bases, graph.Vocabulary})
	render("entity.graphql", "entity.graphql.tmpl", nil)
	for _, k := range kinds {
		render(k.Kind.Prefix()+".graphql", "kind.graphql.tmpl", k)
	}
	render(viewsFile, "views.go.tmpl", kinds)
	render(labelsFile, "labels.go.tmpl", labels())
	if err != nil {
		return nil, err
	}
	for _, file := range []string{viewsFile, labelsFile} {
		if files[file], err = format.Source(files[file]); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func model() ([]kind, error) {
	var kinds []kind
	for _, info := range graph.Kinds {
		k := kind{KindInfo: info, Type: info.Kind.TypeName(), Single: info.Kind.Prefix(), About: about[info.Kind], Forms: info.Kind.Forms()}
		for i, s := range graph.Shortcuts {
			shape := shapeOf(s)
			if s.Target == info.Kind && shape == "related" {
				k.Related = true
			}
			if s.Kind != info.Kind {
				continue
			}
			sentence, known := ofShortcut[k.Type+"."+s.Field]
			if !known {
				return nil, fmt.Errorf("no description of the shortcut %s.%s; add it to schema/generate/tables.go", k.Type, s.Field)
			}
			k.Shortcuts = append(k.Shortcuts, shortcut{
				Shortcut: s, Index: i, Method: exported(s.Field), Shape: shape, Type: s.Target.TypeName(),
				About: fmt.Sprintf("%s (%s%s).", sentence, join(s.Types, func(t graph.RelationType) string { return string(t) }), end(s.Direction)),
				Args:  argumentsOf(shape), Deprecated: deprecated[k.Type+"."+s.Field],
			})
		}
		kinds = append(kinds, k)
	}
	return kinds, nil
}

func shapeOf(s graph.Shortcut) string {
	switch {
	case s.Field == "parent":
		return "one"
	case s.Field == "parents":
		return "all"
	case s.Target == "":
		return "relations"
	default:
		return "related"
	}
}

// end names the entity's end of the claims, where it is not the subject.
func end(d graph.Direction) string {
	if d == graph.In {
		return ", from the other end"
	}
	return ""
}

func exported(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func join[T any](values []T, text func(T) string) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = text(v)
	}
	return strings.Join(texts, ", ")
}

// argument is an argument of a field.
type argument struct{ Name, Type, About string }

var allArguments = []argument{
	{"types", "[RelationType!]", "Only claims of these types."},
	{"direction", "Direction! = BOTH", "Only claims of which this entity is the subject (OUT) or the object (IN). Claims of a symmetric type are in every direction."},
	{"filter", "EntityFilter", "Only items that match this filter."},
	{"figures", "FigureFilter", "Only items that match this filter."},
	{"orderBy", "EntityOrder", "The order; by name where it is not given."},
	{"readAt", "AsOf", "The dates to read as of."},
	{"at", "AsOf", "The dates to read as of; those of the enclosing list where it is not given."},
	{"kinds", "[EntityKind!]", "Only claims with an entity of these kinds at the other end."},
	{"certainty", "Certainty", "Only claims of this certainty."},
	{"minConfidence", "Float", "Only claims whose best evidence has at least this confidence, 0 to 1; compared in ten-thousandths."},
	{"stages", "[Stage!]", "Only claims at these stages."},
	{"first", "Int", "Number of items from the start of the list, 1 to 100; 20 where neither first nor last is given. Not together with last."},
	{"after", "String", "Continue after this cursor of the same list."},
	{"last", "Int", "Number of items from the end of the list, 1 to 100."},
	{"before", "String", "Continue before this cursor of the same list."},
}

var paging = []string{"first", "after", "last", "before"}

func argumentsOf(shape string) []argument {
	switch shape {
	case "one", "all":
		return named([]string{"at", "certainty", "minConfidence"})
	case "relations":
		return named(append([]string{"at", "kinds", "certainty", "minConfidence"}, paging...))
	default:
		return named(append([]string{"at", "certainty", "minConfidence"}, paging...))
	}
}

// argumentNames are the schema's names of the arguments that [allArguments] has in a
// second form: "figures" is a filter of figures, "readAt" is at for a root field.
var argumentNames = map[string]string{"readAt": "at", "figures": "filter"}

// named returns arguments by name; "page" stands for those of paging.
func named(names []string) []argument {
	var found []argument
	for _, name := range names {
		if name == "page" {
			found = append(found, named(paging)...)
			continue
		}
		i := slices.IndexFunc(allArguments, func(a argument) bool { return a.Name == name })
		if i < 0 {
			panic("unknown argument " + name)
		}
		a := allArguments[i]
		if name, ok := argumentNames[a.Name]; ok {
			a.Name = name
		}
		found = append(found, a)
	}
	return found
}

// arguments writes a list of arguments, one a line.
func arguments(indent string, list []argument) (string, error) {
	var text strings.Builder
	text.WriteString("(\n")
	for _, a := range list {
		fmt.Fprintf(&text, "%s  %q\n%s  %s: %s\n", indent, a.About, indent, a.Name, a.Type)
	}
	text.WriteString(indent + ")")
	return text.String(), nil
}
