//go:build unix

package loader

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Opening a pipe that nobody writes to would never return.
func TestAPipeIsRefusedWithoutOpeningIt(t *testing.T) {
	for _, name := range []string{"entities/regions.yaml", "z.jsonl"} {
		fsys, dir := onDisk(t)
		path := filepath.Join(dir, name)
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		refusedInBounds(t, fsys, hostileMemory, name+": not a regular file; put the file itself there")
	}
}
