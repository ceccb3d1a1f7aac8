package encoding

import (
	"errors"
	"strings"
	"testing"
)

// repeated is one line without an end.
type repeated struct{ read int }

func (r *repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	r.read += len(p)
	return len(p), nil
}

func TestALineOfAGiBIsRefusedWithoutReadingIt(t *testing.T) {
	in := &repeated{}
	err := Cut(in, func(Chunk) bool {
		t.Error("took it for records")
		return true
	})
	if long, ok := errors.AsType[LineTooLong](err); !ok || long.Line != 1 || !strings.Contains(err.Error(), "line of more than 1048576 bytes") {
		t.Errorf("got %v", err)
	}
	if in.read > maxLine {
		t.Errorf("read %d bytes", in.read)
	}
}
