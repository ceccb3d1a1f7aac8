package encoding

import "fmt"

// Node is a value of a file before anything is known of what it should be: a
// scalar's text as written, never what YAML or JSON takes it for (2024-12-30,
// 2027 and no are text), with its line.
type Node struct {
	Line    int
	Kind    Kind
	Text    string   // of a scalar
	Items   []*Node  // of a list
	Members []Member // of a map, in order
}

type Member struct {
	Key   string
	Line  int
	Value *Node
}

type Kind uint8

const (
	Scalar Kind = iota
	ListKind
	MapKind
	Empty // a key with nothing after it, or JSON's null
)

func (n *Node) Member(key string) *Node {
	for _, m := range n.Members {
		if m.Key == key {
			return m.Value
		}
	}
	return nil
}

// put adds a member to a map. The error says what is wrong with that.
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
