package record

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/jsonschema-go/jsonschema"

	"policygraph/graph"
	"policygraph/internal/suggest"
	"policygraph/loader/encoding"
)

// Field is a value of a record and its line. Line is 0 if the value was left out. If it
// could not be read, which is reported, Line is set and Value is zero.
type Field[T any] struct {
	Value T
	Line  int
}

// Given reports whether the value was not left out.
func (f Field[T]) Given() bool { return f.Line > 0 }

func (f *Field[T]) slot() slot { return &fieldSlot[T]{f, parserOf[T]()} }

// fieldSlot is the slot of one value.
type fieldSlot[T any] struct {
	to    *Field[T]
	parse func(string) (T, error)
}

func (s *fieldSlot[T]) fill(d Decoder, n *encoding.Node, key string) {
	readField(d, n, key, s.to, s.parse)
}
func (s *fieldSlot[T]) clear() { *s.to = Field[T]{} }

func readField[T any](d Decoder, n *encoding.Node, key string, to *Field[T], parse func(string) (T, error)) {
	to.Line = n.Line // also of what cannot be read, so that nothing takes it for left out
	switch n.Kind {
	case encoding.ListKind, encoding.MapKind:
		d.report(n.Line, key, "found a %s; write one value", n.Kind)
	case encoding.Empty:
		d.report(n.Line, key, "no value; write one, or delete the key")
	case encoding.Scalar:
		value, err := parse(n.Text)
		if err != nil {
			d.report(n.Line, key, "%v", err)
			return
		}
		to.Value = value
	}
}

// List is several values.
type List[T any] []Field[T]

func (l *List[T]) slot() slot { return &listSlot[T]{to: (*[]Field[T])(l), parse: parserOf[T]()} }

// OneOrMore is several values, or one without brackets.
type OneOrMore[T any] []Field[T]

func (l *OneOrMore[T]) slot() slot {
	return &listSlot[T]{to: (*[]Field[T])(l), parse: parserOf[T](), oneWillDo: true}
}

// listSlot is the slot of several values.
type listSlot[T any] struct {
	to        *[]Field[T]
	parse     func(string) (T, error)
	oneWillDo bool
	room      []Field[T]
}

func (s *listSlot[T]) fill(d Decoder, n *encoding.Node, key string) {
	items := n.Items
	if n.Kind != encoding.ListKind {
		if !s.oneWillDo || n.Kind == encoding.MapKind {
			d.report(n.Line, key, "found a %s; write a list", n.Kind)
			return
		}
		items = []*encoding.Node{n}
	}
	if len(items) == 0 {
		d.report(n.Line, key, "empty list; write something, or delete the key")
	}
	if cap(s.room) < len(items) || s.room == nil {
		s.room = make([]Field[T], 0, len(items))
	}
	s.room = s.room[:len(items)]
	clear(s.room)
	for i, item := range items {
		readField(d, item, key, &s.room[i], s.parse)
	}
	*s.to = s.room
}

func (s *listSlot[T]) clear() { *s.to = nil }

// Types of values that the domain has no type for.
type (
	// Decimal is a number as written.
	Decimal struct{ Text string }
	// count is a whole number from 1.
	count int
	// Reference is the id of a statement, or # and the ref of one in the file.
	Reference string
	// Slug is the ref of a statement within its file.
	Slug string
	// formatNumber is the version of the dataset format.
	formatNumber int
	// SHA256 is 64 lower-case hex digits.
	SHA256 string
	// Pointer is a place in a document. Read tells * from a pointer that was not read.
	Pointer struct {
		Place graph.Evidence
		Read  bool
	}
	// language is a BCP 47 tag.
	language string
)

// Format is the version of the format in which evidence has a basis.
const Format formatNumber = 2

// Given reports whether there is a number.
func (d Decimal) Given() bool { return d.Text != "" }

// Exact returns the number as written.
func (d Decimal) Exact() *big.Rat {
	exact, _ := new(big.Rat).SetString(d.Text) // parseDecimal lets through nothing else
	return exact
}

// Float returns the nearest float64.
func (d Decimal) Float() float64 {
	f, _ := strconv.ParseFloat(d.Text, 64) // parseDecimal lets through nothing out of range
	return f
}

// How values are parsed, and how the schema describes fields of them, by type.
var (
	parsers      = map[reflect.Type]any{} // of T, a func(text string) (T, error)
	fieldSchemas = map[reflect.Type]*jsonschema.Schema{}
)

func parserOf[T any]() func(text string) (T, error) {
	return parsers[reflect.TypeFor[T]()].(func(string) (T, error)) // scalarOf made it
}

func scalarOf[T any](schema *jsonschema.Schema, parse func(text string) (T, error)) {
	parsers[reflect.TypeFor[T]()] = parse
	many := &jsonschema.Schema{Type: "array", Items: schema, MinItems: jsonschema.Ptr(1)}
	fieldSchemas[reflect.TypeFor[Field[T]]()] = schema
	fieldSchemas[reflect.TypeFor[List[T]]()] = many
	fieldSchemas[reflect.TypeFor[OneOrMore[T]]()] = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{schema, many}}
}

// written is the schema of text that YAML may read as a number. Since the format reads
// every scalar as text, the schema must accept both.
func written(pattern string) *jsonschema.Schema {
	return &jsonschema.Schema{Types: []string{"string", "number"}, Pattern: pattern}
}

// sign is the schema of text that cannot be mistaken for a number.
func sign(pattern string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Pattern: pattern}
}

// formOfAnyKind reads forms. Which of them a kind has is checked with the record.
func formOfAnyKind() {
	var all []graph.Form
	for _, v := range graph.FormValues {
		if !slices.Contains(all, v.Form) {
			all = append(all, v.Form)
		}
	}
	schema := &jsonschema.Schema{Type: "string"}
	for _, v := range all {
		schema.Enum = append(schema.Enum, string(v))
	}
	scalarOf(schema, func(text string) (graph.Form, error) { return graph.Form(text), nil })
}

func oneOf[T ~string](what string, values []T) {
	schema := &jsonschema.Schema{Type: "string"}
	for _, v := range values {
		schema.Enum = append(schema.Enum, string(v))
	}
	known := map[string]T{}
	for _, v := range values {
		known[string(v)] = v
	}
	scalarOf(schema, func(text string) (T, error) {
		if v, ok := known[text]; ok {
			return v, nil
		}
		near := suggest.Nearest(text, slices.Values(values))
		return "", fmt.Errorf("unknown %s %.60q%s; expected %s", what, text, suggest.DidYouMean(near), OrList(values))
	})
}

const (
	slugPattern    = `[a-z0-9]([a-z0-9-]*[a-z0-9])?`
	datePattern    = `[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?`
	decimalPattern = `^[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$`
)

var (
	slugForm    = regexp.MustCompile(`^` + slugPattern + `$`)
	decimalForm = regexp.MustCompile(decimalPattern)
	sha256Form  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	rangeForm   = regexp.MustCompile(`^([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?$`)
	// Subtags of letters and digits behind a language of two or three letters;
	// https://www.rfc-editor.org/info/bcp47 has the rest.
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)
)

func init() {
	scalarOf(written(""), parseText)
	scalarOf(sign(`^[a-z]+:`+slugPattern+`$`), graph.ParseID)
	scalarOf(written(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`), graph.ParseDay)
	scalarOf(written(`^`+datePattern+`$`), graph.ParsePartialDate)
	scalarOf(written(`^(\.\.|`+datePattern+`)(/(\.\.|`+datePattern+`))?$`), graph.ParsePeriod)
	scalarOf(sign(`^(\*|[1-9][0-9]*:[0-9]+-[0-9]+#[0-9a-f]{8})$`), parsePointer)
	scalarOf(written(`^[1-9][0-9]*(-[1-9][0-9]*)?$`), parseParagraphs)
	scalarOf(&jsonschema.Schema{Types: []string{"number", "string"}, Pattern: decimalPattern}, parseDecimal)
	scalarOf(&jsonschema.Schema{Types: []string{"integer", "string"}, Pattern: `^[1-9][0-9]*$`}, parseCount)
	scalarOf(&jsonschema.Schema{Enum: []any{1, "1", 2, "2"}}, parseFormat)
	scalarOf(sign(`^(#`+slugPattern+`|(claim|figure):[a-z0-9]+)$`), parseReference)
	scalarOf(written(`^`+slugPattern+`$`), parseSlug)
	scalarOf(written(sha256Form.String()), parseSHA256)
	scalarOf(sign(languageForm.String()), parseLanguage)

	types := make([]graph.RelationType, len(graph.Vocabulary))
	for i, row := range graph.Vocabulary {
		types[i] = row.Type
	}
	fieldSchemas[reflect.TypeFor[Aliases]()] = &jsonschema.Schema{
		Type: "array", MinItems: jsonschema.Ptr(1),
		Items: &jsonschema.Schema{AnyOf: []*jsonschema.Schema{fieldSchemas[reflect.TypeFor[Field[string]]()], {Ref: "#/$defs/alias"}}},
	}
	oneOf("type of claim", types)
	oneOf("certainty", graph.Certainties)
	oneOf("stage", graph.Stages)
	oneOf("adoption", graph.Adoptions)
	formOfAnyKind()
	oneOf("status of a figure", graph.FigureStatuses)
	oneOf("comparator", graph.Comparators)
	oneOf("measure", graph.Measures)
	oneOf("method", graph.Methods)
	oneOf("basis", graph.BasisValues)
	oneOf("scheme of codes", graph.CodeSchemes)
	oneOf("record", recordNames)
}

// parseText trims white space. Line breaks inside, which YAML's block styles leave,
// become spaces.
func parseText(text string) (string, error) {
	if strings.ContainsAny(text, "\n\r") {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
	}
	if text = strings.TrimSpace(text); text == "" {
		return "", errors.New("empty text; write something, or delete the key")
	}
	for _, r := range text {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return "", fmt.Errorf("contains the character %U; delete it", r)
		}
	}
	return text, nil
}

func parseDecimal(text string) (Decimal, error) {
	if !isDigits(text) && !decimalForm.MatchString(text) {
		return Decimal{}, fmt.Errorf("invalid number %.60q; write digits, such as 1200, 44.7 or 1.2e8", text)
	}
	d := Decimal{text}
	if f := d.Float(); math.IsInf(f, 0) || f == 0 && strings.ContainsAny(mantissa(text), "123456789") {
		return Decimal{}, fmt.Errorf("number %.60q out of range; a float64 holds 5e-324 to 1.8e308", text)
	}
	return d, nil
}

// mantissa is a decimal without its exponent.
func mantissa(text string) string {
	if e := strings.IndexAny(text, "eE"); e >= 0 {
		return text[:e]
	}
	return text
}

// isDigits reports whether a text is digits, with or without a decimal point between
// them. Most numbers are, and this is faster than matching decimalForm.
func isDigits(text string) bool {
	whole, part, pointed := strings.Cut(text, ".")
	digits := func(s string) bool {
		for i := range len(s) {
			if s[i] < '0' || s[i] > '9' {
				return false
			}
		}
		return 0 < len(s) && len(s) <= 20
	}
	return digits(whole) && (!pointed || digits(part))
}

func parseCount(text string) (count, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 999_999 {
		return 0, fmt.Errorf("invalid number %.60q; write a whole number from 1 to 999999", text)
	}
	return count(n), nil
}

func parseFormat(text string) (formatNumber, error) {
	switch text {
	case "1":
		return 1, nil
	case "2":
		return Format, nil
	default:
		return 0, fmt.Errorf("unknown format %.60q; this program reads formats 1 and %d", text, Format)
	}
}

func parseReference(text string) (Reference, error) {
	if ref, ok := strings.CutPrefix(text, "#"); ok {
		if !slugForm.MatchString(ref) {
			return "", fmt.Errorf("invalid reference %.60q; write # and the ref of a statement in this file, in lower-case letters, digits and hyphens", text)
		}
		return Reference(text), nil
	}
	if id, err := graph.ParseID(text); err != nil || !id.IsClaim() && !id.IsFigure() {
		return "", fmt.Errorf("invalid reference %.60q; write the id of a claim or figure, or # and the ref of one in this file", text)
	}
	return Reference(text), nil
}

func parseSlug(text string) (Slug, error) {
	if !slugForm.MatchString(text) || len(text) > 80 {
		return "", fmt.Errorf("invalid name %.60q; use lower-case letters, digits and hyphens", text)
	}
	return Slug(text), nil
}

func parsePointer(text string) (Pointer, error) {
	place, err := graph.ParsePointer(text)
	return Pointer{place, err == nil}, err
}

func parseSHA256(text string) (SHA256, error) {
	if !sha256Form.MatchString(text) {
		return "", fmt.Errorf("invalid SHA-256 %.80q; write the 64 lower-case hex digits that sha256sum prints for the document's file", text)
	}
	return SHA256(text), nil
}

func parseLanguage(text string) (language, error) {
	if !languageForm.MatchString(text) {
		return "", fmt.Errorf("invalid language %.60q; write a BCP 47 tag, such as zh-Hans", text)
	}
	return language(text), nil
}

// parseParagraphs reads one number, or two with a hyphen between.
func parseParagraphs(text string) (graph.Paragraphs, error) {
	wrong := fmt.Errorf("invalid paragraphs %.60q; write a number from 1, or a range such as 1-40", text)
	m := rangeForm.FindStringSubmatch(text)
	if m == nil {
		return graph.Paragraphs{}, wrong
	}
	from, _ := strconv.Atoi(m[1]) // at most seven digits
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	if to < from {
		return graph.Paragraphs{}, wrong
	}
	return graph.Paragraphs{From: from, To: to}, nil
}
