//go:build unix

package neo4j

import (
	"bytes"
	"context"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/internal/testenv"
)

// small keeps the tests' servers out of the way of others.
var small = Options{Heap: "512m", PageCache: "64m"}

func start(t *testing.T, options Options) *Server {
	t.Helper()
	server, err := Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// query runs one query as any client would and returns its single value.
func query(t *testing.T, config Config, text string) any {
	t.Helper()
	ctx := t.Context()
	d, err := driver.NewDriverWithContext(config.URI, driver.BasicAuth(config.Username, config.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(ctx)
	result, err := driver.ExecuteQuery(ctx, d, text, nil, driver.EagerResultTransformer,
		driver.ExecuteQueryWithDatabase(config.Database))
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Records) != 1 {
		t.Fatalf("%s: %d records", text, len(result.Records))
	}
	return result.Records[0].Values[0]
}

func TestServerLifeIsOneTestBecauseEachStartTakesSeconds(t *testing.T) {
	testenv.Need(t, testenv.Neo4j)
	testenv.Full(t)
	options := small
	options.Keep = filepath.Join(t.TempDir(), "kept")
	server := start(t, options)

	version := query(t, server.Config, "CALL dbms.components() YIELD versions RETURN versions[0]")
	if version != Version() {
		t.Errorf("the server is %v, pom.xml pins %s", version, Version())
	}
	if !strings.HasPrefix(server.URI, "bolt://127.0.0.1:") {
		t.Errorf("it listens on %s, want this machine only", server.URI)
	}
	query(t, server.Config, "CREATE (:Kept {value: 42}) RETURN 1")

	uri, exited := server.URI, server.Exited()
	server.Kill()
	select {
	case <-exited:
	default:
		t.Error("Kill returned before the server had ended")
	}
	if _, err := net.Dial("tcp", server.address); err == nil {
		t.Error("a killed server still accepts connections")
	}

	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if server.URI != uri {
		t.Errorf("Restart moved the server from %s to %s", uri, server.URI)
	}
	if value := query(t, server.Config, "MATCH (k:Kept) RETURN k.value"); value != int64(42) {
		t.Errorf("after Kill and Restart the committed value is %v, want 42", value)
	}

	pid := server.process.pid
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(-pid, 0); err != syscall.ESRCH {
		t.Errorf("after Stop its process group %d: %v, want none", pid, err)
	}
	if server.process.err != nil {
		t.Errorf("Stop ended it with %v, want in order", server.process.err)
	}
	listener, err := net.Listen("tcp", server.address)
	if err != nil {
		t.Fatalf("after Stop its port is not free: %v", err)
	}
	_ = listener.Close()
	if err := server.Stop(); err != nil {
		t.Errorf("a second Stop: %v", err)
	}
	if err := server.Restart(t.Context()); err == nil {
		t.Error("Restart after Stop started a server whose folder is given up")
	}

	again := start(t, options)
	if again.Password != server.Password {
		t.Error("the kept folder has another password now")
	}
	if value := query(t, again.Config, "MATCH (k:Kept) RETURN k.value"); value != int64(42) {
		t.Errorf("the kept folder has %v, want 42", value)
	}
}

func TestServerThatDiesWhileStartingSaysWhyAndLeavesNothing(t *testing.T) {
	testenv.Need(t, testenv.Neo4j)
	testenv.Full(t)
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	options := small
	options.PageCache = "nonsense"
	_, err := Start(t.Context(), options)
	if err == nil {
		t.Fatal("it started with a page cache of \"nonsense\"")
	}
	for _, want := range []string{"its last lines", "server.memory.pagecache.size", "nonsense"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(tmp, "policygraph-neo4j-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestCancelledStartStopsTheServer(t *testing.T) {
	testenv.Need(t, testenv.Neo4j)
	testenv.Full(t)
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	began := time.Now()
	_, err := Start(ctx, small)
	if err == nil || !strings.Contains(err.Error(), "deadline exceeded") {
		t.Fatalf("a start of one second: %v", err)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %v to give up", took)
	}
	left, _ := filepath.Glob(filepath.Join(tmp, "policygraph-neo4j-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDownloadsAreSharedAndWhole(t *testing.T) {
	testenv.Need(t, testenv.Neo4j)
	var progress bytes.Buffer
	dir, err := jarsDir(t.Context(), &progress)
	if err != nil {
		t.Fatal(err)
	}
	jars, _ := filepath.Glob(filepath.Join(dir, "*.jar"))
	if len(jars) < 200 {
		t.Errorf("%d jars in %s, want the whole server", len(jars), dir)
	}
	progress.Reset()
	if _, err := jarsDir(t.Context(), &progress); err != nil || progress.Len() > 0 {
		t.Errorf("the second time: %v, %q; want silence", err, progress.String())
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "neo4j-download-*"))
	if len(left) > 0 {
		t.Errorf("unfinished downloads: %v", left)
	}
}
