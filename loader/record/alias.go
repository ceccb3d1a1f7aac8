package record

import (
	"policygraph/graph"
	"policygraph/loader/encoding"
)

// Aliases are other names of an entity. Each is a text, or a record of a local one.
type Aliases struct {
	Plain List[string]
	Local []Alias
}

// Alias is a name that an entity has in some documents only.
type Alias struct {
	Origin
	Name Field[string]   `json:"name" jsonschema:"The name."`
	In   Field[graph.ID] `json:"in" jsonschema:"Id of the document that calls it so, or of the region: then it is a name in documents that speak for the region."`
}

func (a *Aliases) slot() slot { return &aliasesSlot{a, a.Plain.slot()} }

// aliasesSlot is the slot of names, some of which are records.
type aliasesSlot struct {
	to    *Aliases
	plain slot
}

func (s *aliasesSlot) fill(d Decoder, n *encoding.Node, key string) {
	if n.Kind != encoding.ListKind {
		s.plain.fill(d, n, key) // which reports it
		return
	}
	texts := *n
	texts.Items = nil
	s.to.Local = nil
	for _, item := range n.Items {
		if item.Kind != encoding.MapKind {
			texts.Items = append(texts.Items, item)
			continue
		}
		var local Alias
		d.Decode(item, &local)
		s.to.Local = append(s.to.Local, local)
	}
	if texts.Items != nil || s.to.Local == nil {
		s.plain.fill(d, &texts, key)
	}
}

func (s *aliasesSlot) clear() {
	s.plain.clear()
	s.to.Local = nil
}

// Given reports whether there are names.
func (a *Aliases) Given() bool { return a.Plain != nil || a.Local != nil }

func (a *Aliases) appendJSON(b []byte) []byte {
	b = append(b, '[')
	for i := range a.Plain {
		b = append(appendText(b, a.Plain[i].Value), ',')
	}
	for _, local := range a.Local {
		b = appendText(append(b, `{"name":`...), local.Name.Value)
		b = append(appendText(append(b, `,"in":`...), string(local.In.Value)), '}', ',')
	}
	b[len(b)-1] = ']'
	return b
}
