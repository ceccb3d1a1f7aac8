package loader

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// decoder fills records from trees. Which keys a record has, and which of them
// it must have, it reads off the record's type: a field's json tag names the
// key, and one without omitzero is required.
type decoder struct {
	file     string
	problems *collector
}

// decode fills a record, or a list of records, that is pointed to.
func (d decoder) decode(n *node, record any) { d.value(n, reflect.ValueOf(record).Elem(), "") }

type scalarField interface{ read(*node) error }
type originated interface{ stand(origin) }

// value fills v from n; key names it in messages, and is "" for a file's or
// line's whole content.
func (d decoder) value(n *node, v reflect.Value, key string) {
	if field, ok := v.Addr().Interface().(scalarField); ok {
		d.scalar(n, field, key)
		return
	}
	if v.Kind() == reflect.Slice {
		d.list(n, v, key)
		return
	}
	d.record(n, v, key)
}

func (d decoder) report(line int, key, format string, args ...any) {
	if key != "" {
		format = key + ": " + format
	}
	d.problems.report(position{d.file, line}, format, args...)
}

func (d decoder) scalar(n *node, field scalarField, key string) {
	if n.kind == listNode || n.kind == mapNode {
		d.report(n.line, key, "it is a %s: write one value", n.kind)
		n = &node{line: n.line} // its place still counts, so that nothing takes it for left out
		_ = field.read(n)       // fails as an empty text; reported above
		return
	}
	if err := field.read(n); err != nil {
		d.report(n.line, key, "%v", err)
	}
}

func (d decoder) list(n *node, v reflect.Value, key string) {
	items := n.items
	if n.kind != listNode {
		if _, ok := v.Interface().(interface{ oneWillDo() }); !ok || n.kind == mapNode {
			d.report(n.line, key, "it is a %s: write a list", n.kind)
			return
		}
		items = []*node{n}
	}
	if len(items) == 0 {
		d.report(n.line, key, "the list is empty: write something or leave the key out")
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		d.value(item, v.Index(i), key)
	}
}

func (d decoder) record(n *node, v reflect.Value, key string) {
	if n.kind != mapNode {
		d.report(n.line, key, "it is a %s: write keys with values", n.kind)
		return
	}
	before := d.problems.total
	keys := keysOf(v.Type())
	for _, m := range n.members {
		k, ok := keys.byName[m.key]
		if !ok {
			d.problems.report(position{d.file, m.line}, "unknown key %.60q%s: use %s", m.key, suggest(m.key, keysOfMap(keys.byName)), strings.Join(keys.sorted, ", "))
			continue
		}
		d.value(m.value, v.FieldByIndex(k.index), m.key)
	}
	for _, name := range keys.required {
		if n.member(name) == nil {
			d.report(n.line, "", "%s is missing: write it", name)
		}
	}
	if o, ok := v.Addr().Interface().(originated); ok {
		o.stand(origin{position{d.file, n.line}, d.problems.total > before})
	}
}

func (k nodeKind) String() string {
	return [...]string{"single value", "list", "map", "key without a value"}[k]
}

// recordKeys is what a record type says of its keys.
type recordKeys struct {
	byName   map[string]recordKey
	sorted   []string // in the type's order
	required []string
}

type recordKey struct{ index []int }

var keysCache sync.Map // reflect.Type → *recordKeys

func keysOf(t reflect.Type) *recordKeys {
	if known, ok := keysCache.Load(t); ok {
		return known.(*recordKeys) // nothing else is stored
	}
	k := &recordKeys{byName: map[string]recordKey{}}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			continue
		}
		k.byName[name] = recordKey{f.Index}
		k.sorted = append(k.sorted, name)
		if !slices.Contains(strings.Split(options, ","), "omitzero") {
			k.required = append(k.required, name)
		}
	}
	keysCache.Store(t, k)
	return k
}
