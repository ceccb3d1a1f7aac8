package encoding

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// oracle makes with encoding/json's tokens the tree that jsonScanner makes.
type oracle struct{ in *json.Decoder }

func oracleTree(text string) (*Node, error) {
	o := oracle{json.NewDecoder(strings.NewReader(text))}
	o.in.UseNumber()
	n, err := o.value(0)
	if err != nil {
		return nil, err
	}
	if n.Kind != MapKind {
		return nil, errors.New("not a record")
	}
	if _, err := o.in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has text after the object")
	}
	return n, nil
}

func (o oracle) value(depth int) (*Node, error) {
	token, err := o.in.Token()
	if err != nil {
		return nil, fmt.Errorf("invalid JSON: %w", err)
	}
	n := &Node{Line: 7}
	switch token := token.(type) {
	case json.Delim:
		if depth == MaxDepth {
			return nil, errors.New("nested deeper than 16")
		}
		for n.Kind = ListKind; o.in.More(); {
			if token == '{' {
				n.Kind = MapKind
				key, err := o.in.Token()
				if err != nil {
					return nil, fmt.Errorf("invalid JSON: %w", err)
				}
				value, err := o.value(depth + 1)
				if err != nil {
					return nil, err
				}
				if err := n.put(Member{fmt.Sprint(key), 7, value}); err != nil {
					return nil, err
				}
				continue
			}
			item, err := o.value(depth + 1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, item)
		}
		if token == '{' {
			n.Kind = MapKind
		}
		if _, err := o.in.Token(); err != nil {
			return nil, fmt.Errorf("invalid JSON: %w", err)
		}
	case nil:
		n.Kind = Empty
	default:
		n.Text = fmt.Sprint(token)
	}
	return n, nil
}

// plainTree is a tree without the room that lists may have left.
func plainTree(n *Node) any {
	out := []any{n.Line, n.Kind, n.Text}
	for _, item := range n.Items {
		out = append(out, plainTree(item))
	}
	for _, m := range n.Members {
		out = append(out, m.Key, m.Line, plainTree(m.Value))
	}
	return out
}

var jsonSeeds = []string{
	`{}`, ` { } `, `{"a":1}`, `{"a":[1,2,{"b":null}],"c":true,"d":false}`, `{"a":-0.5e+10,"b":1E-2,"c":0,"d":-0}`,
	`{"a":01}`, `{"a":.5}`, `{"a":1.}`, `{"a":1e}`, `{"a":+1}`, `{"a":-}`, `{"a":--1}`, `{"a":1x}`, `{"a":NaN}`,
	`{"a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud800\udc00\u0000"}`, `{"a":"\ud800"}`, `{"a":"\ud800\u0041"}`, `{"a":"\ud800\ud800\udc00"}`, `{"a":"\udc00"}`, `{"a":"\ud800\u12"}`,
	`{"a":"\x"}`, `{"a":"\u12g4"}`, `{"a":"\`, `{"a":"`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{`, `{"a":1,}`, `{,}`, `{"a" 1}`, `{"a":1 "b":2}`, `{a:1}`, `{1:2}`,
	`{"a":[]}`, `{"a":[,]}`, `{"a":[1,]}`, `{"a":[1 2]}`, `{"a":[}`, `{"a":{]}`, `{"a":tru}`, `{"a":nul}`, `{"a":truee}`, `[]`, `[1]`, `"a"`, `1`, `null`, `{}{}`, `{} x`, "{}\x00", "{\x00}", `}`, `]`, `,`, `:`,
	`{"a":1,"a":2}`, `{"a":{"b":1,"b":2}}`, `{"\u0061":1,"a":2}`, `{"名":"东州"}`, "{\"a\":\"\t\"}", "{\"a\":\"\x7f\"}", "{\"a\"\r:\t1}", "{\"a\":\u00a01}",
	strings.Repeat(`{"a":`, 16) + "1" + strings.Repeat("}", 16), strings.Repeat(`{"a":`, 17) + "1" + strings.Repeat("}", 17), `{"a":` + strings.Repeat("[", 15) + strings.Repeat("]", 15) + "}",
}

// holdAgainstOracle reads a text with both.
func holdAgainstOracle(t *testing.T, s *Scanner, text string) {
	t.Helper()
	want, wrong := oracleTree(text)
	got, err := s.Parse(text, 7)
	switch {
	case (err == nil) != (wrong == nil):
		t.Errorf("%q: %v, want %v", text, err, wrong)
	case err == nil && !reflect.DeepEqual(plainTree(got), plainTree(want)):
		t.Errorf("%q: %v, want %v", text, plainTree(got), plainTree(want))
	case err != nil:
		for _, kind := range []string{"invalid JSON", "not a record", "has text after the object", "nested deeper than", "duplicate key", "more than 100 keys"} {
			if strings.Contains(err.Error(), kind) != strings.Contains(wrong.Error(), kind) {
				t.Errorf("%q: %v, want %v", text, err, wrong)
			}
		}
	}
}

func TestJSONIsReadAsEncodingJSONReadsIt(t *testing.T) {
	var s Scanner
	for _, text := range jsonSeeds {
		holdAgainstOracle(t, &s, text)
	}
}

// A tree's texts stay right when the scanner goes on to other lines.
func TestTextsOutliveTheirTree(t *testing.T) {
	var s Scanner
	n, err := s.Parse(`{"a":"plain","b":"\u0061escaped"}`, 1)
	if err != nil {
		t.Fatal(err)
	}
	a, b := n.Member("a").Text, n.Member("b").Text
	if _, err := s.Parse(`{"c":"other","d":"\u0062other"}`, 2); err != nil {
		t.Fatal(err)
	}
	if a != "plain" || b != "aescaped" {
		t.Errorf("%q, %q", a, b)
	}
}

func FuzzJSON(f *testing.F) {
	for _, text := range jsonSeeds {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsRune(text, '\n') {
			return // refused, or split, before it comes to the scanner
		}
		var s Scanner
		holdAgainstOracle(t, &s, text)
		holdAgainstOracle(t, &s, text) // in the room of the first tree
	})
}
