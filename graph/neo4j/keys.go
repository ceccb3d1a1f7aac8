package neo4j

import (
	"fmt"
	"strings"

	"policygraph/graph"
)

// The keys of relations are stored without their separators and the prefix of the id. So
// they fit into the record of the property, which saves a third of their cost. Their parts
// have fixed lengths, so stored keys have the order of the keys.
//
//	01500 TAB 1 TAB 9998 TAB 7974-87-68 TAB claim:k3x9a2bqabcd   is stored as   015001999879748768k3x9a2bqabcd

const (
	keyLength       = len("01500\t1\t9998\t7974-87-68\tclaim:k3x9a2bqabcd")
	storedKeyLength = len("015001999879748768k3x9a2bqabcd")
)

// storedKey returns the stored form of a [graph.RelationKey]. Another string, which only a
// forged cursor holds, is returned in any form: it is a valid bound of a window.
func storedKey(key string) string {
	if len(key) != keyLength {
		return key
	}
	return key[0:5] + key[6:7] + key[8:12] + key[13:17] + key[18:20] + key[21:23] + key[30:]
}

// relationKey returns the key for a stored key, and the id in which it ends.
func relationKey(stored string) (key string, id graph.ID) {
	if len(stored) != storedKeyLength {
		return stored, ""
	}
	key = stored[0:5] + "\t" + stored[5:6] + "\t" + stored[6:10] + "\t" + stored[10:14] + "-" + stored[14:16] + "-" + stored[16:18] + "\t" + graph.ClaimPrefix + stored[18:]
	return key, graph.ID(key[keyLength-len(graph.ClaimPrefix)-graph.StatementDigits:])
}

// storedListKey returns the stored form of a [graph.ClaimListKey]: subject, rank and
// stored key.
func storedListKey(key string) string {
	at := len(key) - keyLength
	if at < 0 {
		return key
	}
	return key[:at] + storedKey(key[at:])
}

// listKey returns the [graph.ClaimListKey] of a decoded claim.
func listKey(c *graph.Claim) string {
	rank := "999999"
	if c.Rank > 0 {
		rank = fmt.Sprintf("%06d", c.Rank)
	}
	return strings.Join([]string{string(c.Subject), rank, c.Key}, "\t")
}
