//go:build unix

package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"policygraph/graph"
)

// madeUp writes a dataset that takes a while to load.
func madeUp(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "dataset")
	if text, err := exec.Command("go", "run", "policygraph/bench/generate", "--entities", "1000", "--claims", "5000", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return dir
}

// A load that is stopped or killed changes nothing of what is served; a server
// goes on serving that, and serves what is loaded later without being told.
func TestAStoppedLoadIsNotSeenByAServer(t *testing.T) {
	toNeo4j(t)
	if code := run(t.Context(), []string{"load"}, &lockedBuffer{}, os.Stderr); code != exitOK {
		t.Fatalf("load ends with %d", code)
	}
	dir := madeUp(t)
	s := startServing(t)
	version := func() any {
		return s.ask(t, `{ dataset { version } }`, nil)["dataset"].(map[string]any)["version"]
	}
	old := version()
	for signal, says := range map[syscall.Signal]string{
		syscall.SIGINT:  "policygraph: load interrupted: version " + old.(string) + " is still served",
		syscall.SIGKILL: "",
	} {
		said, code := stopLoad(t, dir, signal)
		last := said[len(said)-1]
		if signal == syscall.SIGINT && (code != exitFailed || !strings.HasPrefix(last, says)) {
			t.Errorf("stopped by %v it ends with %d and says %q", signal, code, last)
		}
		if now := version(); now != old {
			t.Errorf("after %v version %v is served, and was %v", signal, now, old)
		}
	}
	var out, log lockedBuffer
	if code := run(t.Context(), []string{"load", "--dry-run", "--json", dir}, &out, &log); code != exitOK {
		t.Fatalf("a dry run ends with %d: %s", code, &log)
	}
	var would, did map[string]any
	if err := json.Unmarshal([]byte(out.String()), &would); err != nil {
		t.Fatal(err)
	}
	if now := version(); now != old {
		t.Errorf("after a dry run version %v is served, and was %v", now, old)
	}
	out = lockedBuffer{}
	if code := run(t.Context(), []string{"load", "--json", dir}, &out, &log); code != exitOK {
		t.Fatalf("load ends with %d: %s", code, &log)
	}
	if err := json.Unmarshal([]byte(out.String()), &did); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"version", "previous", "added", "changed", "removed", "unchanged"} {
		if would[key] != did[key] {
			t.Errorf("%s is %v, the dry run said %v", key, did[key], would[key])
		}
	}
	eventually(t, "the new dataset is served", func() bool { return version() == did["version"] })
}

// stopLoad loads in a process of its own, sends it a signal while it writes
// claims, and gives the lines that it printed, and its exit code.
func stopLoad(t *testing.T, dir string, signal syscall.Signal) (lines []string, code int) {
	t.Helper()
	cmd := exec.Command("policygraph", "load", dir)
	printed, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for scanner := bufio.NewScanner(printed); scanner.Scan(); {
		lines = append(lines, scanner.Text())
		if strings.HasPrefix(scanner.Text(), "writing claims") {
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
		}
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("the load ends with %v after %v: %q", err, signal, lines)
	}
	return lines, exit.ExitCode()
}

func TestAWaitSaysHowLong(t *testing.T) {
	var out lockedBuffer
	p := newProgress(&out)
	p.step(graph.Step{Phase: "waiting", Left: 12_345_678_901})
	p.step(graph.Step{Phase: "writing claims", Done: 5, Total: 10})
	if want := "waiting: 12s left\nwriting claims: 5 of 10\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}
