package encoding

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"policygraph/loader/problem"
)

// ParseYAML parses a YAML file. It reports errors to problems and then returns nil.
func ParseYAML(file string, text []byte, problems *problem.List) *Node {
	whole := problem.Position{File: file}
	if countMarks(text) > MaxYAMLMarks {
		problems.Report(whole, "more than %d lines and values; split the file, or write it as JSONL", MaxYAMLMarks)
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(MaxDepth))))
	if err != nil {
		problems.Report(whole, "read YAML: %v", err)
		return nil
	}
	var document, second yaml.Node
	switch err := loader.Load(&document); {
	case errors.Is(err, io.EOF):
		problems.Report(whole, "file is empty; write its records or delete it")
		return nil
	case err != nil:
		reportYAML(whole, err, problems)
		return nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		problems.Report(whole.On(second.Line), "second YAML document; keep one in a file, without ---")
		return nil
	case !errors.Is(err, io.EOF):
		reportYAML(whole, err, problems)
		return nil
	}
	tree := yamlTree{file: file, problems: problems}
	root := tree.node(&document)
	if tree.refused {
		return nil
	}
	return root
}

// countMarks counts the characters that separate values.
func countMarks(text []byte) int {
	n := 0
	for _, c := range text {
		switch c {
		case '\n', '\r', ',', '[', '{':
			n++
		}
	}
	return n
}

func reportYAML(whole problem.Position, err error, problems *problem.List) {
	var at *yaml.LoadError
	if errors.As(err, &at) {
		what := at.Message
		if at.ContextMsg != "" && at.ContextMark.Line > 0 {
			what += fmt.Sprintf(" %s that begins at line %d", at.ContextMsg, at.ContextMark.Line)
		}
		problems.Report(whole.On(at.Mark.Line), "invalid YAML: %s; check the indentation, and quote text with characters that YAML uses", what)
		return
	}
	problems.Report(whole, "invalid YAML: %v; check indentation and quotes", err)
}

// yamlTree converts a YAML tree and refuses what a dataset does not use.
type yamlTree struct {
	file     string
	problems *problem.List
	refused  bool
}

func (t *yamlTree) refuse(line int, format string, args ...any) {
	t.refused = true
	t.problems.Report(problem.At(t.file, line), format, args...)
}

func (t *yamlTree) node(y *yaml.Node) *Node {
	n := &Node{Line: y.Line}
	switch {
	case y.Anchor != "" || y.Kind == yaml.AliasNode:
		t.refuse(y.Line, "anchors and aliases are not supported; write the value out")
		return n
	case y.Style&yaml.TaggedStyle != 0:
		t.refuse(y.Line, "the tag %s is not supported; write plain text", y.Tag)
		return n
	}
	switch y.Kind {
	case yaml.DocumentNode:
		return t.node(y.Content[0])
	case yaml.SequenceNode:
		n.Kind = ListKind
		for _, item := range y.Content {
			n.Items = append(n.Items, t.node(item))
		}
	case yaml.MappingNode:
		n.Kind = MapKind
		for i := 0; i+1 < len(y.Content); i += 2 {
			key := y.Content[i]
			if key.Kind != yaml.ScalarNode || key.Anchor != "" {
				t.refuse(key.Line, "a key is not a single word; write key: value")
				continue
			}
			if err := n.put(Member{key.Value, key.Line, t.node(y.Content[i+1])}); err != nil {
				t.refuse(key.Line, "%v", err)
				return n
			}
		}
	default:
		n.Text = y.Value
		if y.Value == "" && y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			n.Kind = Empty
		}
	}
	return n
}
