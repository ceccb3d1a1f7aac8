package neo4j_test

import (
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/internal/testenv"
	tools "policygraph/tools/neo4j"
	"policygraph/tools/neo4j/neo4jtest"
)

// smallServer is large enough for the datasets loaded here.
var smallServer = tools.Options{Heap: "512m", PageCache: "64m"}

// A load fails with a message that says what to do in each trouble of a server, and the old
// dataset stays served. It is one test, since each start of a server takes seconds.
func TestTroublesOfTheServer(t *testing.T) {
	testenv.Full(t)
	options := smallServer
	options.Keep = t.TempDir()
	mounted := exec.Command("mount", "-t", "tmpfs", "-o", "size=64m", "none", options.Keep).Run() == nil
	if mounted {
		t.Cleanup(func() {
			if text, err := exec.Command("umount", options.Keep).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, text)
			}
		})
	} else {
		t.Log("no file system can be mounted; limiting the size of files instead")
	}
	server := neo4jtest.FreshWith(t, options)
	c := config(t)
	c.URI, c.Username, c.Password, c.Database = server.URI, server.Username, server.Password, server.Database
	c.Batch = 100_000 // all claims at once
	large, err := edition(size{2000, 20_000}, 0)
	if err != nil {
		t.Fatal(err)
	}
	first := dataset("first")
	mustLoad(t, open(t, c), first)

	fillDisk := func(t *testing.T) {
		if mounted {
			fill(t, options.Keep)
			return
		}
		if text, err := exec.Command("prlimit", "--pid", strconv.Itoa(server.PID()), "--fsize=1048576").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
	}
	for _, trouble := range []struct {
		name     string
		settings []string
		cause    func(*testing.T)
		says     []string // one of these is in the error
		stops    bool     // the database stops, and cannot be read until it is restarted
	}{
		// A limit for transactions; those of the server itself need less.
		{"too little memory", []string{"db.memory.transaction.max=16m"}, nil, []string{"out of memory"}, false},
		{"a read-only database", []string{"server.databases.read_only=neo4j"}, nil, []string{"is read-only"}, false},
		{"a full disk", nil, fillDisk, []string{"cannot write to its disk", "because the disk is full"}, true},
	} {
		t.Run(trouble.name, func(t *testing.T) {
			server.Set(trouble.settings...)
			if err := server.Restart(t.Context()); err != nil {
				t.Fatal(err)
			}
			b := open(t, c)
			if trouble.cause != nil {
				trouble.cause(t)
			}
			_, err := b.Load(t.Context(), large, nil)
			if err == nil {
				t.Fatal("load succeeds")
			}
			t.Log(err)
			says := slices.ContainsFunc(trouble.says, func(words string) bool { return strings.Contains(err.Error(), words) })
			if !says || graph.CodeOf(err) != graph.CodeUnavailable || strings.Contains(err.Error(), "\n") {
				t.Errorf("code %q: %v\nwant one line that says one of %q", graph.CodeOf(err), err, trouble.says)
			}
			s, err := b.Open(t.Context())
			switch {
			case trouble.stops && graph.CodeOf(err) == graph.CodeUnavailable:
			case err != nil:
				t.Fatalf("old dataset is not served: %v", err)
			case s.Dataset().Version != first.Dataset().Version:
				t.Errorf("version %s is served", s.Dataset().Version)
			}
		})
	}
	if mounted {
		if err := os.Remove(options.Keep + "/filler"); err != nil {
			t.Error(err)
		}
	}
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := open(t, c)
	if s, err := b.Open(t.Context()); err != nil || s.Dataset().Version != first.Dataset().Version {
		t.Errorf("old dataset is not served after a restart: %v", err)
	}
	mustLoad(t, b, dataset("second"))
}

// fill fills a file system.
func fill(t *testing.T, dir string) {
	t.Helper()
	file, err := os.Create(dir + "/filler")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	block := make([]byte, 1<<16)
	for err == nil {
		_, err = file.Write(block)
	}
}
