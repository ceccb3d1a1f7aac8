package neo4j

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is one run of the server's Java.
type process struct {
	pid    int
	exited chan struct{} // closed when the process has ended and err is set
	err    error         // how it ended
}

// launch starts a command with both outputs in a file. The command is the head
// of a process group of its own, so that Ctrl-C in the terminal reaches it only
// through us, in order; where the system can, it dies with us.
func launch(path string, args []string, dir string, output *os.File) (*process, error) {
	cmd := exec.Command(path, args...)
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = output, output
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	ownGroup(cmd.SysProcAttr)
	dieWithParent(cmd.SysProcAttr)

	p := &process{exited: make(chan struct{})}
	started := make(chan error)
	go func() {
		// "Parent" is the thread that forked (prctl(2), PR_SET_PDEATHSIG):
		// it has to live as long as the child.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if err == nil {
			p.pid = cmd.Process.Pid
		}
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.exited)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

func (p *process) running() bool {
	select {
	case <-p.exited:
		return false
	default:
		return true
	}
}

// stop asks the process to end, and kills it if it does not do so in time.
func (p *process) stop(timeout time.Duration) {
	if !p.running() {
		return
	}
	terminateGroup(p.pid)
	select {
	case <-p.exited:
	case <-time.After(timeout):
		p.kill()
	}
}

// kill ends the process as a crash would.
func (p *process) kill() {
	if p.running() {
		killGroup(p.pid)
	}
	<-p.exited
}
