package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"policygraph/internal/corpus"
	"policygraph/tools/neo4j/neo4jtest"
)

// TestMain makes the program a command of the scripts, so that what they run is
// the whole of it.
func TestMain(m *testing.M) {
	testscript.Main(withNeo4j{m}, map[string]func(){
		"policygraph":     func() { os.Exit(Main()) },
		"interrupt-after": func() { os.Exit(interruptAfter(os.Args[1], os.Args[2:])) },
	})
}

// interruptAfter is a command of the scripts: it runs another command, interrupts
// it when that has printed a line that contains text, and returns its exit code.
func interruptAfter(text string, command []string) int {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	printed, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for lines := bufio.NewScanner(printed); lines.Scan(); {
		fmt.Println(lines.Text())
		if strings.Contains(lines.Text(), text) {
			_ = cmd.Process.Signal(os.Interrupt) // it may have ended
		}
	}
	_ = cmd.Wait() // its exit code says it
	return cmd.ProcessState.ExitCode()
}

// withNeo4j runs the tests and stops the Neo4j server that they started.
type withNeo4j struct{ m *testing.M }

func (w withNeo4j) Run() int { return neo4jtest.Run(w.m) }

// TestScripts runs testdata/script: each is a session on the command line.
func TestScripts(t *testing.T) {
	documents, why := corpus.Find(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("DOCUMENTS", documents)
			env.Setenv("NO_DOCUMENTS", why)
			return nil
		},
		Condition: func(name string) (bool, error) { return name == "documents" && documents != "", nil },
	})
}

// serving is a program that serves, in this process.
type serving struct {
	url  string
	log  *lockedBuffer
	stop func() int // ends it as Ctrl-C does, and gives its exit code
}

// startServing runs the serve command and waits for the address that it prints.
func startServing(t *testing.T, args ...string) serving {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	log := &lockedBuffer{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), in, log)
		_ = in.Close()
	}()
	printed := bufio.NewReader(out)
	var said strings.Builder
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	for {
		line, err := printed.ReadString('\n')
		said.WriteString(line)
		if err != nil {
			t.Fatalf("the program ended without an address: %s%s", said.String(), log)
		}
		if url := address.FindString(line); url != "" {
			go func() { _, _ = io.Copy(io.Discard, printed) }()
			ended := -1
			s := serving{url: url, log: log, stop: func() int {
				cancel()
				if ended < 0 {
					select {
					case ended = <-code:
					case <-time.After(20 * time.Second):
						t.Error("the program does not end")
					}
				}
				return ended
			}}
			t.Cleanup(func() { s.stop() })
			return s
		}
	}
}

// ask sends a query and gives the answer's data, failing on errors.
func (s serving) ask(t *testing.T, query string, variables map[string]any) map[string]any {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(s.url+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Errors) > 0 {
		t.Fatalf("errors: %v", answer.Errors)
	}
	return answer.Data
}

// fromMemory makes the program serve from memory, whatever server the tests
// have in their environment.
func fromMemory(t *testing.T) {
	t.Helper()
	t.Setenv("NEO4J_URI", "")
}

func TestServeAnswersAndStops(t *testing.T) {
	fromMemory(t)
	s := startServing(t, "--allow-origin", "http://localhost:3000")
	for path, want := range map[string]int{"/": 200, "/healthz": 200, "/readyz": 200, "/schema.graphql": 200, "/examples.json": 200, "/none": 404} {
		response, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%s answers %d, want %d", path, response.StatusCode, want)
		}
	}
	for _, origin := range []string{"http://localhost:3000", "http://localhost:3001"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/graphql?query={__typename}", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Origin", origin)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if may := response.Header.Get("Access-Control-Allow-Origin") == origin; may != (origin == "http://localhost:3000") {
			t.Errorf("a page of %s may read the API: %v", origin, may)
		}
	}
	data := s.ask(t, `{ dataset { title version } }`, nil)
	if data["dataset"].(map[string]any)["version"] == "" {
		t.Errorf("answered %v", data)
	}
	if code := s.stop(); code != exitOK {
		t.Errorf("ended with %d: %s", code, s.log)
	}
}

// A result that cannot be written is a failure, whichever command prints it, said once.
func TestUnwrittenResultsAreFailures(t *testing.T) {
	fromMemory(t)
	full, err := os.Open(os.DevNull) // for reading: each write fails
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = full.Close() }()
	document := filepath.Join(t.TempDir(), "q.graphql")
	if err := os.WriteFile(document, []byte("{ dataset { title } }"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"--help"}, {"search", "--help"}, {"version"}, {"version", "--json"}, {"schema"}, {"schema", "--dataset"}, {"man"},
		{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"validate"}, {"validate", "--json"}, {"query", document},
		{"search", "海尔"}, {"search", "海尔", "--json"}, {"search", "海尔", "--format", "csv"}, {"trace", "海尔", "万华化学"}, {"targets"},
		{"targets", "--format", "csv"}, {"links", "海尔", "--to", "programme"}, {"claims"}, {"claims", "--json"}, {"show", "海尔"}, {"cite"}, {"cite", "--style", "csl-json"},
		{"export", "--format", "graphml"}, {"export", "--format", "jsonld"}, {"export", "--format", "cypher"},
	} {
		var log bytes.Buffer
		code := run(t.Context(), args, full, &log)
		if said := strings.Count(log.String(), "write "+os.DevNull); code != exitFailed || said != 1 {
			t.Errorf("%q ends with %d and says so %d times: %s", args, code, said, &log)
		}
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 1200 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%s: not within a minute", what)
}

// toNeo4j makes the program load into the tests' server, and serve from it.
func toNeo4j(t *testing.T) {
	t.Helper()
	neo4j := neo4jtest.Shared(t)
	for name, value := range map[string]string{
		"NEO4J_URI": neo4j.URI, "NEO4J_USERNAME": neo4j.Username, "NEO4J_PASSWORD": neo4j.Password, "NEO4J_DATABASE": neo4j.Database,
	} {
		t.Setenv(name, value)
	}
}

// The whole way through Neo4j: load, load again, serve.
func TestLoadAndServeFromNeo4j(t *testing.T) {
	toNeo4j(t)
	load := func() string {
		t.Helper()
		var out, log lockedBuffer
		if code := run(t.Context(), []string{"load"}, &out, &log); code != exitOK {
			t.Fatalf("load ends with %d: %s", code, &log)
		}
		return out.String()
	}
	load()
	if again := load(); !strings.Contains(again, "nothing was written") {
		t.Errorf("loading the same again says %q", again)
	}
	source, _, err := openSource(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	s := startServing(t)
	data := s.ask(t, `{ dataset { version } enterprise(id: "enterprise:haier") { name } }`, nil)
	want := map[string]any{
		"dataset":    map[string]any{"version": source.Dataset().Version.String()},
		"enterprise": map[string]any{"name": "海尔"},
	}
	if !reflect.DeepEqual(data, want) {
		t.Errorf("serves %v, want %v", data, want)
	}
	if code := s.stop(); code != exitOK {
		t.Errorf("ended with %d: %s", code, s.log)
	}
}
