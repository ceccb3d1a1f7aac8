package record

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"policygraph/graph"
)

// AppendLine appends a record to b as a line of JSONL, newline included. The record is
// an *[Entity], *[Indicator], *[Unit], *[Document], *[ClaimLine] or *[FigureLine].
// Keys whose values are not given are omitted. Decoding the line gives the record.
func AppendLine(b []byte, record any) []byte {
	var name recordName
	switch record.(type) {
	case *Entity:
		name = entityName
	case *Indicator:
		name = indicatorName
	case *Unit:
		name = unitName
	case *Document:
		name = documentName
	case *ClaimLine:
		name = claimName
	case *FigureLine:
		name = figureName
	}
	b = append(append(append(b, `{"record":"`...), name...), '"')
	return append(appendKeys(b, reflect.ValueOf(record).Elem()), "}\n"...)
}

// encoded is a value of a record that can be encoded as JSON.
type encoded interface {
	Given() bool
	appendJSON(b []byte) []byte
}

// appendKeys appends the keys of a record with their values, each after a comma.
func appendKeys(b []byte, record reflect.Value) []byte {
	keys := keysOf(record.Type())
	for k, name := range keys.names {
		field := record.FieldByIndex(keys.index[k])
		value, ok := field.Addr().Interface().(encoded)
		if ok && !value.Given() || !ok && field.Len() == 0 {
			continue
		}
		b = append(append(append(b, `,"`...), name...), `":`...)
		if ok {
			b = value.appendJSON(b)
			continue
		}
		for i := range field.Len() { // records
			before := byte(',')
			if i == 0 {
				before = '['
			}
			b = append(b, before)
			from := len(b)
			b = append(appendKeys(b, field.Index(i)), '}')
			b[from] = '{' // instead of the comma before the first key
		}
		b = append(b, ']')
	}
	return b
}

func (f *Field[T]) appendJSON(b []byte) []byte { return appendValue(b, f.Value) }

// Given reports whether the list was written.
func (l List[T]) Given() bool { return len(l) > 0 }

func (l *List[T]) appendJSON(b []byte) []byte {
	b = append(b, '[')
	for i := range *l {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, (*l)[i].Value)
	}
	return append(b, ']')
}

// Given reports whether the list was written.
func (l OneOrMore[T]) Given() bool { return len(l) > 0 }

func (l *OneOrMore[T]) appendJSON(b []byte) []byte {
	if len(*l) == 1 {
		return appendValue(b, (*l)[0].Value)
	}
	return (*List[T])(l).appendJSON(b)
}

// appendValue appends a value as the parser of its type reads it.
func appendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return appendText(b, v)
	case Decimal:
		return append(b, v.Text...)
	case count:
		return strconv.AppendInt(b, int64(v), 10)
	case formatNumber:
		return strconv.AppendInt(b, int64(v), 10)
	case Pointer:
		return appendText(b, v.Place.Pointer())
	case graph.Period:
		return appendText(b, v.String())
	case graph.Paragraphs:
		text := strconv.Itoa(v.From)
		if v.To != v.From {
			text += "-" + strconv.Itoa(v.To)
		}
		return appendText(b, text)
	default:
		return appendText(b, reflect.ValueOf(v).String()) // all others are text
	}
}

// appendText appends text as a JSON string.
func appendText(b []byte, text string) []byte {
	special := func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == utf8.RuneError }
	if strings.IndexFunc(text, special) < 0 {
		return append(append(append(b, '"'), text...), '"')
	}
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string always encodes
	return append(b, strings.TrimSuffix(out.String(), "\n")...)
}
