package record

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"policygraph/loader/encoding"
	"policygraph/loader/problem"
)

// Decoder fills records from trees. The record's type tells which keys there are: a
// field's json tag names the key, and a field without omitzero is required.
type Decoder struct {
	file     string
	problems *problem.List
}

// NewDecoder returns a decoder of records in a file.
func NewDecoder(file string, problems *problem.List) Decoder { return Decoder{file, problems} }

// Decode fills the record, or list of records, that record points to.
func (d Decoder) Decode(n *encoding.Node, record any) {
	slotOf(reflect.ValueOf(record).Elem()).fill(d, n, "")
}

// slot is the destination of a value.
type slot interface {
	// fill reads the value. key names it in messages; it is "" for the whole content of
	// a file or line.
	fill(d Decoder, n *encoding.Node, key string)
	// clear resets the value. The next fill may overwrite what was in it.
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

// form is a record with the slots of its keys. Filling a cleared form takes no
// reflection and reuses the memory of its lists.
type form struct {
	record reflect.Value
	keys   *recordKeys
	slots  []slot // by number of the key; nil until it is first filled
	filled []int  // numbers of keys
	// after is, for each key, the key that followed it last time, and at the end the
	// first key: programs write keys in a fixed order.
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

// Origin is where a record was read, and whether any of it was faulty.
type Origin struct {
	Position problem.Position `json:"-"`
	Faulty   bool             `json:"-"`
}

// On returns the position of one of the record's values; the record's own if line is
// 0, as it is for a value that was left out.
func (o *Origin) On(line int) problem.Position { return o.Position.On(line) }

func (o *Origin) setOrigin(at Origin) { *o = at }

// reused is a record that is decoded again and again. Its content is valid until the
// next decode. It must not be copied after first use.
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

// recordKeys describes the keys of a record type, numbered in the type's order.
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
