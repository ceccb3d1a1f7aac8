package graph

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
)

// A cursor is a row's key behind a fingerprint of the list that it belongs to,
// so that a cursor used with another parent, filter or order is an error instead of
// a wrong page. It does not depend on the dataset's version: after a reload it
// continues from its key.

type fingerprint uint32

// fingerprintOf hashes everything that decides which rows a list has and in which
// order, except for the set of parents: see of. It hashes queries as JSON: a field that
// is added or renamed must leave their JSON as it was where the field is zero
// (omitzero, or a tag with the old name), so that older cursors stay valid.
func fingerprintOf(q Query) fingerprint {
	text, err := json.Marshal(q)
	if err != nil {
		panic("encode query: " + err.Error())
	}
	text = fmt.Appendf(text, "%T %t", q, q.of() == nil)
	if _, ok := q.(ClaimQuery); ok {
		text = append(text, " by confidence"...) // an older order had other keys
	}
	return fingerprint(crc32.ChecksumIEEE(text))
}

// of returns the fingerprint of the list of one parent.
func (f fingerprint) of(parent []byte) fingerprint {
	return fingerprint(crc32.Update(uint32(f), crc32.IEEETable, parent))
}

// Position is the position of a row in a list, from which a page continues.
type Position struct {
	list fingerprint
	key  string
}

// Cursor encodes the position as an opaque string, which a [Page] continues from.
func (p Position) Cursor() string {
	var raw, text [192]byte // large enough for most keys, so that the cursor alone is allocated
	bytes := append(binary.BigEndian.AppendUint32(raw[:0], uint32(p.list)), p.key...)
	return string(base64.RawURLEncoding.AppendEncode(text[:0], bytes))
}

func decodeCursor(f fingerprint, cursor string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) <= 4 {
		return "", Errorf(CodeInvalid, "invalid cursor %.60q: use startCursor, endCursor or an edge's cursor from a page of this list", cursor)
	}
	if binary.BigEndian.Uint32(raw) != uint32(f) {
		return "", Errorf(CodeInvalid, "invalid cursor %.60q: it is from a list with another parent, filter or order; start again without it", cursor)
	}
	return string(raw[4:]), nil
}
