package neo4j

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// home is a server's folder: its configuration, data and logs.
type home struct {
	dir       string
	temporary bool // ours to remove
}

func openHome(keep string) (home, error) {
	h := home{dir: keep, temporary: keep == ""}
	var err error
	if h.temporary {
		h.dir, err = os.MkdirTemp("", "policygraph-neo4j-")
	} else {
		h.dir, err = filepath.Abs(keep)
	}
	if err != nil {
		return home{}, fmt.Errorf("neo4j: %w", err)
	}
	for _, name := range []string{"conf", "data", "import", "licenses", "logs", "plugins", "run"} {
		if err := os.MkdirAll(filepath.Join(h.dir, name), 0o700); err != nil {
			return home{}, errors.Join(fmt.Errorf("neo4j: %w", err), h.remove())
		}
	}
	return h, nil
}

// password returns the password kept in the folder, a new one the first time.
func (h home) password() (string, error) {
	path := filepath.Join(h.dir, "password")
	switch text, err := os.ReadFile(path); {
	case err == nil:
		return strings.TrimSpace(string(text)), nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("neo4j: %w", err)
	}
	password := rand.Text()
	if err := os.WriteFile(path, []byte(password+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("neo4j: %w", err)
	}
	return password, nil
}

// configure writes neo4j.conf. Only Bolt listens, and only on this machine.
func (h home) configure(address string, options Options) error {
	conf := strings.Join(append([]string{
		"server.bolt.listen_address=" + address,
		"server.bolt.advertised_address=" + address,
		"server.http.enabled=false",
		"server.https.enabled=false",
		"server.memory.pagecache.size=" + options.PageCache,
		"dbms.security.auth_enabled=true",
		"dbms.usage_report.enabled=false",
		// Saves writing 256 MB for each of the two databases at every first start.
		"db.tx_log.preallocate=false",
	}, options.Settings...), "\n")
	if err := os.WriteFile(filepath.Join(h.dir, "conf", "neo4j.conf"), []byte(conf+"\n"), 0o600); err != nil {
		return fmt.Errorf("neo4j: %w", err)
	}
	return nil
}

func (h home) consoleLog() string { return filepath.Join(h.dir, "logs", "console.log") }

func (h home) remove() error {
	if !h.temporary {
		return nil
	}
	return os.RemoveAll(h.dir)
}

// tail returns the last lines of a log file, for an error message.
func tail(path string, lines int) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
