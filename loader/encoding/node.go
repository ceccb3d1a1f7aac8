package encoding

import "fmt"

// Node is a value of a file, before its type is known. A scalar is its text as written,
// whatever YAML or JSON would take it for: 2024-12-30, 2027 and no are text.
type Node struct {
	Line    int
	Kind    Kind
	Text    string   // of a scalar
	Items   []*Node  // of a list
	Members []Member // of a map, in order
}

// Member is a key of a map, with its line and its value.
type Member struct {
	Key   string
	Line  int
	Value *Node
}

// Kind is the kind of a node.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	ListKind
	MapKind
	Empty // a key with nothing after it, or JSON's null
)

// Member returns the value of a key; nil if there is none.
func (n *Node) Member(key string) *Node {
	for _, m := range n.Members {
		if m.Key == key {
			return m.Value
		}
	}
	return nil
}

// put adds a member to a map, or returns an error that names what is wrong.
func (n *Node) put(m Member) error {
	if n.Member(m.Key) != nil {
		return fmt.Errorf("duplicate key %.60q; keep one", m.Key)
	}
	if len(n.Members) == maxKeys {
		return fmt.Errorf("more than %d keys in one map; a record has fewer", maxKeys)
	}
	n.Members = append(n.Members, m)
	return nil
}

// String names the kind in messages.
func (k Kind) String() string {
	return [...]string{"single value", "list", "map", "key without a value"}[k]
}
