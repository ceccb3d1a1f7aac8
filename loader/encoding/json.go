package encoding

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Scanner parses one JSON object at a time. A tree is overwritten by the next one, so
// that a line costs no memory of its own, and its texts are parts of the scanned text
// unless they contain escapes.
//
// It reads what encoding/json reads, which tests verify, some ten times as fast.
type Scanner struct {
	text string
	at   int // of the next byte
	line int

	nodes   Slab[Node]
	items   Slab[*Node]
	members Slab[Member]
}

// Slab allocates from one array until it is reset.
type Slab[T any] struct {
	room []T
	used int
}

// Take returns n zero values, valid until Reset.
func (s *Slab[T]) Take(n int) []T {
	if s.used+n > len(s.room) {
		s.room, s.used = make([]T, max(n, 2*len(s.room), 64)), 0
	}
	piece := s.room[s.used : s.used+n : s.used+n]
	s.used += n
	return piece
}

// Reset reclaims all values.
func (s *Slab[T]) Reset() {
	clear(s.room[:s.used])
	s.used = 0
	if len(s.room) > 1<<12 { // one record that is far larger than others
		s.room = nil
	}
}

// Parse parses one JSON object. The tree is valid until the next call.
func (s *Scanner) Parse(text string, line int) (*Node, error) {
	s.text, s.at, s.line = text, 0, line
	s.nodes.Reset()
	s.items.Reset()
	s.members.Reset()
	n, err := s.value(0)
	if err != nil {
		return nil, err
	}
	if n.Kind != MapKind {
		return nil, errors.New(`not a record; write an object, such as {"record": "entity", …}`)
	}
	if s.next(); s.at < len(s.text) {
		return nil, errors.New("has text after the object; write one record a line")
	}
	return n, nil
}

// next skips white space and returns the next byte; 0, which is not JSON either, at the
// end.
func (s *Scanner) next() byte {
	for ; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

func (s *Scanner) value(depth int) (*Node, error) {
	n := &s.nodes.Take(1)[0]
	n.Line = s.line
	c := s.next()
	switch {
	case (c == '[' || c == '{') && depth == MaxDepth:
		return nil, fmt.Errorf("nested deeper than %d levels; flatten the record", MaxDepth)
	case c == '[':
		n.Kind = ListKind
		s.at++
		return n, s.list(n, depth+1)
	case c == '{':
		n.Kind = MapKind
		s.at++
		return n, s.object(n, depth+1)
	case c == '"':
		var ok bool
		if n.Text, ok = s.quoted(); !ok {
			return nil, s.noJSON()
		}
		return n, nil
	case c == '-' || '0' <= c && c <= '9':
		from := s.at
		if !s.number() {
			return nil, s.noJSON()
		}
		n.Text = s.text[from:s.at]
		return n, nil
	}
	for _, word := range []string{"null", "true", "false"} {
		if strings.HasPrefix(s.text[s.at:], word) {
			s.at += len(word)
			if n.Text = word; word == "null" {
				n.Kind, n.Text = Empty, ""
			}
			return n, nil
		}
	}
	return nil, s.noJSON()
}

func (s *Scanner) list(n *Node, depth int) error {
	n.Items = s.items.Take(8)[:0]
	if s.next() == ']' {
		s.at++
		return nil
	}
	for {
		item, err := s.value(depth)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
		switch s.next() {
		case ',':
			s.at++
		case ']':
			s.at++
			return nil
		default:
			return s.noJSON()
		}
	}
}

func (s *Scanner) object(n *Node, depth int) error {
	n.Members = s.members.Take(20)[:0]
	if s.next() == '}' {
		s.at++
		return nil
	}
	for {
		if s.next() != '"' {
			return s.noJSON()
		}
		key, ok := s.quoted()
		if !ok || s.next() != ':' {
			return s.noJSON()
		}
		s.at++
		value, err := s.value(depth)
		if err != nil {
			return err
		}
		if err := n.put(Member{key, s.line, value}); err != nil {
			return err
		}
		switch s.next() {
		case ',':
			s.at++
		case '}':
			s.at++
			return nil
		default:
			return s.noJSON()
		}
	}
}

// quoted reads a string, including both quotation marks.
func (s *Scanner) quoted() (string, bool) {
	s.at++
	for from := s.at; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == '"':
			s.at++
			return s.text[from : s.at-1], true
		case c == '\\':
			return s.escaped(from)
		case c < ' ':
			return "", false
		}
	}
	return "", false
}

// escaped continues a string that began at from, at its first backslash.
func (s *Scanner) escaped(from int) (string, bool) {
	text := append(make([]byte, 0, 2*(s.at-from)+32), s.text[from:s.at]...)
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch {
		case c == '"':
			return string(text), true
		case c < ' ':
			return "", false
		case c != '\\':
			text = append(text, c)
			continue
		}
		if s.at == len(s.text) {
			return "", false
		}
		c = s.text[s.at]
		s.at++
		switch c {
		case '"', '\\', '/':
			text = append(text, c)
		case 'b':
			text = append(text, '\b')
		case 'f':
			text = append(text, '\f')
		case 'n':
			text = append(text, '\n')
		case 'r':
			text = append(text, '\r')
		case 't':
			text = append(text, '\t')
		case 'u':
			r, ok := s.unit()
			if !ok {
				return "", false
			}
			if utf16.IsSurrogate(r) {
				r = s.pair(r)
			}
			text = utf8.AppendRune(text, r)
		default:
			return "", false
		}
	}
	return "", false
}

// unit reads the four hex digits of a \u escape.
func (s *Scanner) unit() (rune, bool) {
	if s.at+4 > len(s.text) {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s.text[s.at : s.at+4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	s.at += 4
	return r, true
}

// pair combines a surrogate with the \u escape behind it, if that is its other half.
func (s *Scanner) pair(first rune) rune {
	before := s.at
	if strings.HasPrefix(s.text[s.at:], `\u`) {
		s.at += 2
		if second, ok := s.unit(); ok {
			if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
				return r
			}
		}
	}
	s.at = before
	return utf8.RuneError
}

// number skips a number; it returns false if there is none.
func (s *Scanner) number() bool {
	if s.here() == '-' {
		s.at++
	}
	if s.here() == '0' {
		s.at++
	} else if !s.digits() {
		return false
	}
	if s.here() == '.' {
		s.at++
		if !s.digits() {
			return false
		}
	}
	if c := s.here(); c == 'e' || c == 'E' {
		s.at++
		if c := s.here(); c == '+' || c == '-' {
			s.at++
		}
		return s.digits()
	}
	return true
}

func (s *Scanner) here() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

func (s *Scanner) digits() bool {
	from := s.at
	for c := s.here(); '0' <= c && c <= '9'; c = s.here() {
		s.at++
	}
	return s.at > from
}

// noJSON describes the syntax error as encoding/json does.
func (s *Scanner) noJSON() error {
	err := json.NewDecoder(strings.NewReader(s.text)).Decode(new(json.RawMessage))
	if err == nil || errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("invalid JSON: %w; write one record a line", err)
}

// Unreadable describes why bytes are not readable text; "" if they are.
func Unreadable(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		return "begins with a byte-order mark; save the file as UTF-8 without one"
	case !utf8.Valid(text):
		return "is not UTF-8; save the file as UTF-8"
	case bytes.IndexByte(text, 0) >= 0:
		return "contains NUL bytes; write plain text"
	default:
		return ""
	}
}
