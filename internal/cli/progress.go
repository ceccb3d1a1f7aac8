package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"policygraph/graph"
)

// progress shows how far a load has come: a bar on a terminal, elsewhere a line
// when a phase begins and every ten seconds.
type progress struct {
	out      io.Writer
	terminal bool
	phase    string
	bar      *progressbar.ProgressBar
	lastLine time.Time
}

const progressInterval = 10 * time.Second

func newProgress(out io.Writer) *progress {
	file, ok := out.(*os.File)
	return &progress{out: out, terminal: ok && term.IsTerminal(int(file.Fd()))}
}

func (p *progress) step(s graph.Step) {
	begins := s.Phase != p.phase
	if begins {
		p.end()
		p.phase = s.Phase
	}
	if !p.terminal {
		if begins || time.Since(p.lastLine) > progressInterval {
			p.lastLine = time.Now()
			_, _ = fmt.Fprintln(p.out, stepLine(s))
		}
		return
	}
	if begins {
		total := s.Total
		if total == 0 {
			total = -1 // a spinner
		}
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(s.Phase),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	if s.Left > 0 {
		p.bar.Describe(stepLine(s))
	}
	_ = p.bar.Set64(s.Done) // a bar that cannot be drawn is no reason to stop a load
}

// stepLine is a step as a line.
func stepLine(s graph.Step) string {
	switch {
	case s.Left > 0:
		return fmt.Sprintf("%s: %v left", s.Phase, s.Left.Round(time.Second))
	case s.Total > 0:
		return fmt.Sprintf("%s: %d of %d", s.Phase, s.Done, s.Total)
	case s.Done > 0:
		return fmt.Sprintf("%s: %d", s.Phase, s.Done)
	default:
		return s.Phase
	}
}

// end leaves the terminal as it was.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
