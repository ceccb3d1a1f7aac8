package record

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"policygraph/loader/encoding"
	"policygraph/loader/problem"
)

// Decoder fills records from trees. Which keys a record has, and which of them
// it must have, it reads off the record's type: a field's json tag names the
// key, and one without omitzero is required.
type Decoder struct {
	file     string
	problems *problem.List
}

// NewDecoder reports what is wrong with a file's records to problems.
func NewDecoder(file string, problems *problem.List) Decoder { return Decoder{file, problems} }

// Decode fills a record, or a list of records, that is pointed to.
func (d Decoder) Decode(n *encoding.Node, record any) {
	slotOf(reflect.ValueOf(record).Elem()).fill(d, n, "")
}

// slot is where a value of a record goes.
type slot interface {
	// fill reads the value; key names it in messages, and is "" for a file's or
	// line's whole content.
	fill(d Decoder, n *encoding.Node, key string)
	// clear leaves the value as it was before it was filled. What was in it may
	// be overwritten by the next fill.
	clear()
}

func slotOf(v reflect.Value) slot {
	if value, ok := v.Addr().Interface().(interface{ slot() slot }); ok {
		return value.slot()
	}
	if v.Kind() == reflect.Slice {
		return recordsSlot{v}
	}
	return formOf(v)
}

func (d Decoder) report(line int, key, format string, args ...any) {
	if key != "" {
		format = key + ": " + format
	}
	d.problems.Report(problem.At(d.file, line), format, args...)
}

// recordsSlot is a list of records.
type recordsSlot struct{ list reflect.Value }

func (s recordsSlot) fill(d Decoder, n *encoding.Node, key string) {
	if n.Kind != encoding.ListKind {
		d.report(n.Line, key, "found a %s; write a list", n.Kind)
		return
	}
	if len(n.Items) == 0 {
		d.report(n.Line, key, "empty list; write something, or delete the key")
	}
	s.list.Set(reflect.MakeSlice(s.list.Type(), len(n.Items), len(n.Items)))
	for i, item := range n.Items {
		formOf(s.list.Index(i)).fill(d, item, key)
	}
}

func (s recordsSlot) clear() { s.list.SetZero() }

// form is a record with the slots of its keys. Filling a form that was cleared
// takes no reflection, and room that lists have from before.
type form struct {
	record reflect.Value
	keys   *recordKeys
	slots  []slot // by number of the key; nil until it is first filled
	filled []int  // numbers of keys
	// after is the number of the key that came last time after each, and at the
	// end the first: programs write keys in one order.
	after []int
}

func formOf(record reflect.Value) *form {
	keys := keysOf(record.Type())
	return &form{record: record, keys: keys, slots: make([]slot, len(keys.names)), after: make([]int, len(keys.names)+1)}
}

func (f *form) fill(d Decoder, n *encoding.Node, key string) {
	if n.Kind != encoding.MapKind {
		d.report(n.Line, key, "found a %s; write keys with values", n.Kind)
		return
	}
	before, required, last := d.problems.Total, 0, len(f.keys.names)
	for _, m := range n.Members {
		k := f.after[last]
		if f.keys.names[k] != m.Key {
			var ok bool
			if k, ok = f.keys.byName[m.Key]; !ok {
				d.problems.Report(problem.At(d.file, m.Line), "unknown key %.60q%s; expected %s", m.Key, Suggest(m.Key, KeysOf(f.keys.byName)), strings.Join(f.keys.names, ", "))
				continue
			}
			f.after[last] = k
		}
		last = k
		if f.keys.required[k] {
			required++
		}
		if f.slots[k] == nil {
			f.slots[k] = slotOf(f.record.FieldByIndex(f.keys.index[k]))
		}
		f.slots[k].fill(d, m.Value, m.Key)
		f.filled = append(f.filled, k)
	}
	if required < f.keys.mustHave {
		for k, name := range f.keys.names {
			if f.keys.required[k] && n.Member(name) == nil {
				d.report(n.Line, "", "missing key %s; add it", name)
			}
		}
	}
	f.setOrigin(Origin{Position: problem.At(d.file, n.Line), Faulty: d.problems.Total > before})
}

func (f *form) clear() {
	for _, k := range f.filled {
		f.slots[k].clear()
	}
	f.filled = f.filled[:0]
	f.setOrigin(Origin{})
}

func (f *form) setOrigin(at Origin) {
	if o, ok := f.record.Addr().Interface().(interface{ setOrigin(Origin) }); ok {
		o.setOrigin(at)
	}
}

// Origin is where a record was read, and whether all of it could be.
type Origin struct {
	Position problem.Position `json:"-"`
	Faulty   bool             `json:"-"`
}

// On is the position of a value of the record; the record's own where line is 0,
// since the value was left out.
func (o *Origin) On(line int) problem.Position { return o.Position.On(line) }

func (o *Origin) setOrigin(at Origin) { *o = at }

// reused is a record that serves many lines, one after the other: what is
// decoded is good until the next. It must not be copied once it was used.
type reused[R any] struct {
	record R
	form   *form
}

func (r *reused[R]) Decode(d Decoder, n *encoding.Node) *R {
	if r.form == nil {
		r.form = formOf(reflect.ValueOf(&r.record).Elem())
	}
	r.form.clear()
	r.form.fill(d, n, "")
	return &r.record
}

// recordKeys is what a record type says of its keys, which have numbers in the
// type's order.
type recordKeys struct {
	byName   map[string]int
	names    []string
	index    [][]int // of the field, as reflect has it
	required []bool
	mustHave int // how many are required
}

var keysCache sync.Map // reflect.Type → *recordKeys

func keysOf(t reflect.Type) *recordKeys {
	if known, ok := keysCache.Load(t); ok {
		return known.(*recordKeys) // nothing else is stored
	}
	k := &recordKeys{byName: map[string]int{}}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" { // none, or of [Origin]
			continue
		}
		k.byName[name] = len(k.names)
		k.names, k.index = append(k.names, name), append(k.index, f.Index)
		required := !slices.Contains(strings.Split(options, ","), "omitzero")
		k.required = append(k.required, required)
		if required {
			k.mustHave++
		}
	}
	keysCache.Store(t, k)
	return k
}
