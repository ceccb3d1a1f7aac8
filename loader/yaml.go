package loader

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// parseYAML makes a tree of a YAML file's text. It returns nil where it
// reported that it could not.
func parseYAML(file string, text []byte, problems *collector) *node {
	whole := position{file: file}
	if countMarks(text) > maxYAMLMarks {
		problems.report(whole, "has more than %d lines and values: split it, or write it as JSONL", maxYAMLMarks)
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		problems.report(whole, "cannot be read as YAML: %v", err)
		return nil
	}
	var document, second yaml.Node
	switch err := loader.Load(&document); {
	case errors.Is(err, io.EOF):
		problems.report(whole, "is empty: write its records or delete it")
		return nil
	case err != nil:
		reportYAML(whole, err, problems)
		return nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		problems.report(whole.on(second.Line), "a second YAML document begins: keep one to a file, without ---")
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

// countMarks counts what a YAML text has at least one of for each few values.
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

func reportYAML(whole position, err error, problems *collector) {
	var at *yaml.LoadError
	if errors.As(err, &at) {
		what := at.Message
		if at.ContextMsg != "" && at.ContextMark.Line > 0 {
			what += fmt.Sprintf(" %s that begins at line %d", at.ContextMsg, at.ContextMark.Line)
		}
		problems.report(whole.on(at.Mark.Line), "is no YAML: %s: mind indentation, and quote text that begins with or holds a sign that YAML uses", what)
		return
	}
	problems.report(whole, "is no YAML: %v: mind indentation and quotes", err)
}

// yamlTree takes over what a dataset needs of YAML and refuses the rest.
type yamlTree struct {
	file     string
	problems *collector
	refused  bool
}

func (t *yamlTree) refuse(line int, format string, args ...any) {
	t.refused = true
	t.problems.report(positionAt(t.file, line), format, args...)
}

func (t *yamlTree) node(y *yaml.Node) *node {
	n := &node{line: y.Line}
	switch {
	case y.Anchor != "" || y.Kind == yaml.AliasNode:
		t.refuse(y.Line, "anchors and aliases are not read: write the value out")
		return n
	case y.Style&yaml.TaggedStyle != 0:
		t.refuse(y.Line, "the tag %s is not read: write plain text", y.Tag)
		return n
	}
	switch y.Kind {
	case yaml.DocumentNode:
		return t.node(y.Content[0])
	case yaml.SequenceNode:
		n.kind = listNode
		for _, item := range y.Content {
			n.items = append(n.items, t.node(item))
		}
	case yaml.MappingNode:
		n.kind = mapNode
		for i := 0; i+1 < len(y.Content); i += 2 {
			key := y.Content[i]
			if key.Kind != yaml.ScalarNode || key.Anchor != "" {
				t.refuse(key.Line, "a key is no plain word: write key: value")
				continue
			}
			if err := n.put(member{key.Value, key.Line, t.node(y.Content[i+1])}); err != nil {
				t.refuse(key.Line, "%v", err)
				return n
			}
		}
	default:
		n.text = y.Value
		if y.Value == "" && y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			n.kind = emptyNode
		}
	}
	return n
}
