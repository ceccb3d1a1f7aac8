package neo4j_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/neo4j"
)

// A loader that is to be killed is a separate process: this test binary, which an
// environment variable makes load an edition.

const loaderVariable = "POLICYGRAPH_TEST_LOADER"

// order is the input of a loader process.
type order struct {
	Config  neo4j.Config
	Size    size
	Edition int
}

// loaderMain is the main function of a loader process. It prints each step on a line, and
// its error in the end.
func loaderMain(text string) int {
	var o order
	err := json.Unmarshal([]byte(text), &o)
	if err == nil {
		err = o.load()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func (o order) load() error {
	src, err := edition(o.Size, o.Edition)
	if err != nil {
		return err
	}
	b, err := neo4j.Open(context.Background(), o.Config)
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }() // the result of the load is known
	_, err = b.Load(context.Background(), src, func(s graph.Step) { fmt.Println(s.Phase) })
	return err
}

// loaderProcess is a loader process that is running or has ended.
type loaderProcess struct {
	cmd    *exec.Cmd
	stderr bytes.Buffer
	ended  chan struct{}
	failed error // the error with which it ended

	mu     sync.Mutex
	phases []phase
}

// phase is a phase of a load with the time at which it began.
type phase struct {
	name  string
	begun time.Time
}

// startLoader starts a loader process. The channel phases receives each phase that begins.
func startLoader(t *testing.T, o order) (p *loaderProcess, phases <-chan string) {
	t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	p = &loaderProcess{cmd: exec.Command(os.Args[0]), ended: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), loaderVariable+"="+string(text))
	p.cmd.Stderr = &p.stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	begun := make(chan string, 100)
	go func() {
		defer close(p.ended)
		defer close(begun)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			name := lines.Text()
			if strings.HasPrefix(name, "removing the release") {
				name = "removing a release"
			}
			p.mu.Lock()
			news := len(p.phases) == 0 || p.phases[len(p.phases)-1].name != name
			if news {
				p.phases = append(p.phases, phase{name, time.Now()})
			}
			p.mu.Unlock()
			if news {
				begun <- name
			}
		}
		p.failed = p.cmd.Wait()
	}()
	t.Cleanup(func() { p.kill() })
	return p, begun
}

// kill kills the process, as the kernel does when memory runs out.
func (p *loaderProcess) kill() {
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.ended
}

// durations returns the duration of each phase.
func (p *loaderProcess) durations() map[string]time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	took := map[string]time.Duration{}
	for i, phase := range p.phases {
		end := time.Now()
		if i+1 < len(p.phases) {
			end = p.phases[i+1].begun
		}
		took[phase.name] += end.Sub(phase.begun)
	}
	return took
}

// last returns the phase that began last.
func (p *loaderProcess) last() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.phases) == 0 {
		return "before its first phase"
	}
	return p.phases[len(p.phases)-1].name
}

// succeeds waits for the process to end, which must be without an error.
func (p *loaderProcess) succeeds(t *testing.T) {
	t.Helper()
	<-p.ended
	if p.failed != nil {
		t.Fatalf("a load ends with %v in the phase %q: %s", p.failed, p.last(), &p.stderr)
	}
}
