package loader

import "fmt"

// node is a value of a file before anything is known of what it should be: a
// scalar's text as written, never what YAML or JSON takes it for (2024-12-30,
// 2027 and no are text), with its line.
type node struct {
	line    int
	kind    nodeKind
	text    string   // of a scalar
	items   []*node  // of a list
	members []member // of a map, in order
}

type member struct {
	key   string
	line  int
	value *node
}

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	listNode
	mapNode
	emptyNode // a key with nothing after it, or JSON's null
)

func (n *node) member(key string) *node {
	for _, m := range n.members {
		if m.key == key {
			return m.value
		}
	}
	return nil
}

// put adds a member to a map. The error says what is wrong with that.
func (n *node) put(m member) error {
	if n.member(m.key) != nil {
		return fmt.Errorf("has the key %.60q twice: keep one", m.key)
	}
	if len(n.members) == maxKeys {
		return fmt.Errorf("has more than %d keys in one map: no record has so many", maxKeys)
	}
	n.members = append(n.members, m)
	return nil
}

// String names the kind in messages.
func (k nodeKind) String() string {
	return [...]string{"single value", "list", "map", "key without a value"}[k]
}
