//go:build unix

package neo4j

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// In a process with this variable set, the test binary only launches a child,
// writes its pid to standard output, and waits to be killed.
const launcherVariable = "POLICYGRAPH_TEST_LAUNCHER"

func TestMain(m *testing.M) {
	if os.Getenv(launcherVariable) != "" {
		p, err := launch("/bin/sleep", []string{"600"}, "/", os.Stderr)
		if err != nil {
			panic(err)
		}
		_, _ = os.Stdout.WriteString(strconv.Itoa(p.pid) + "\n")
		<-p.exited
		return
	}
	m.Run()
}

func TestServerDiesWithItsStarter(t *testing.T) {
	if runtime.GOOS != "linux" {
		return // only Linux has it, see dieWithParent
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	starter := exec.CommandContext(t.Context(), self)
	starter.Env = append(os.Environ(), launcherVariable+"=1")
	output, err := starter.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := starter.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 32)
	n, err := output.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(line[:n])))
	if err != nil {
		t.Fatal(err)
	}
	if !alive(pid) {
		t.Fatalf("the child %d does not run", pid)
	}
	if err := starter.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = starter.Wait() // "signal: killed"
	for range 1500 {
		if !alive(pid) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	_ = syscall.Kill(pid, syscall.SIGKILL)
	t.Error("the child outlived its killed starter")
}

// alive tells whether the process runs; one that has ended and that nobody has
// waited for yet does not.
func alive(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

func TestProcessThatIgnoresTheSignalIsKilled(t *testing.T) {
	output, err := os.Create(filepath.Join(t.TempDir(), "output"))
	if err != nil {
		t.Fatal(err)
	}
	defer output.Close()
	p, err := launch("/bin/sh", []string{"-c", `trap "" TERM; echo deaf; while :; do sleep 0.1; done`}, "/", output)
	if err != nil {
		t.Fatal(err)
	}
	for tail(output.Name(), 1) != "deaf" {
		time.Sleep(10 * time.Millisecond)
	}
	began := time.Now()
	p.stop(300 * time.Millisecond)
	if took := time.Since(began); took < 300*time.Millisecond {
		t.Errorf("it ended after %v: it did not get its time", took)
	}
	if p.running() {
		t.Error("it still runs")
	}
	if p.err == nil || !strings.Contains(p.err.Error(), "killed") {
		t.Errorf("it ended with %v, want killed", p.err)
	}
}
