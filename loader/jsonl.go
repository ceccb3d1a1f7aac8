package loader

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// eachJSONL calls do with the tree of every line of a JSONL file that is not
// empty. A line that is no JSON object is reported and skipped.
func eachJSONL(file string, r io.Reader, problems *collector, do func(*node)) error {
	in := bufio.NewReaderSize(r, maxLine)
	for line := 1; ; line++ {
		at := position{file, line}
		text, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			problems.report(at, "the line is longer than %d bytes, and nothing after it was read: write one record a line", maxLine)
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if content := bytes.TrimSpace(text); len(content) > 0 {
			if what := unreadable(content); what != "" {
				problems.report(at, "the line %s", what)
			} else if n, err := parseJSON(content, line); err != nil {
				problems.report(at, "the line %v", err)
			} else {
				do(n)
			}
		}
		if err != nil {
			return nil
		}
	}
}

// unreadable says what makes bytes no text to read; "" where nothing does.
func unreadable(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		return "begins with a byte-order mark: save the file as UTF-8 without one"
	case !utf8.Valid(text):
		return "is not UTF-8: save the file as UTF-8"
	case bytes.IndexByte(text, 0) >= 0:
		return "holds NUL bytes: it is no text"
	default:
		return ""
	}
}

// parseJSON makes a tree of one JSON object on one line.
func parseJSON(text []byte, line int) (*node, error) {
	p := jsonTree{in: json.NewDecoder(bytes.NewReader(text)), line: line}
	p.in.UseNumber()
	n, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if n.kind != mapNode {
		return nil, errors.New(`is no record: write an object, such as {"record": "entity", …}`)
	}
	if _, err := p.in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("goes on after the object: write one record a line")
	}
	return n, nil
}

type jsonTree struct {
	in   *json.Decoder
	line int
}

func (p *jsonTree) value(depth int) (*node, error) {
	token, err := p.in.Token()
	if err != nil {
		return nil, noJSON(err)
	}
	n := &node{line: p.line}
	switch token := token.(type) {
	case json.Delim:
		if depth == maxDepth {
			return nil, fmt.Errorf("nests deeper than %d: a record is flat", maxDepth)
		}
		if token == '[' {
			n.kind = listNode
			err = p.list(n, depth+1)
		} else {
			n.kind = mapNode
			err = p.members(n, depth+1)
		}
		return n, err
	case nil:
		n.kind = emptyNode
	default:
		n.text = fmt.Sprint(token) // a string, a number's text, true or false
	}
	return n, nil
}

func (p *jsonTree) list(n *node, depth int) error {
	for p.in.More() {
		item, err := p.value(depth)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	return p.close()
}

func (p *jsonTree) members(n *node, depth int) error {
	for p.in.More() {
		token, err := p.in.Token()
		if err != nil {
			return noJSON(err)
		}
		key, ok := token.(string)
		if !ok {
			return noJSON(fmt.Errorf("%v is no key", token))
		}
		value, err := p.value(depth)
		if err != nil {
			return err
		}
		if err := n.put(member{key, p.line, value}); err != nil {
			return err
		}
	}
	return p.close()
}

func (p *jsonTree) close() error {
	if _, err := p.in.Token(); err != nil {
		return noJSON(err)
	}
	return nil
}

func noJSON(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("is no JSON (%w): close quotes and brackets, and write one record a line", err)
}
