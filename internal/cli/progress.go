package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"policygraph/graph"
)

// progress shows how far a load or an export has come. On a terminal it is a bar that
// goes away at the end; elsewhere it is a line at the start of each phase and every
// ten seconds, for a log, or nothing where quiet is set.
type progress struct {
	out      io.Writer
	terminal bool
	quiet    bool
	phase    string
	bar      *progressbar.ProgressBar
	printed  time.Time
}

const progressInterval = 10 * time.Second

// newProgress shows a load, of which a log should tell.
func newProgress(out io.Writer) *progress {
	_, ok := terminal(out)
	return &progress{out: out, terminal: ok}
}

// newTerminalProgress shows nothing but on a terminal.
func newTerminalProgress(out io.Writer) *progress {
	p := newProgress(out)
	p.quiet = !p.terminal
	return p
}

// step implements [graph.Progress].
func (p *progress) step(s graph.Step) {
	if p.quiet {
		return
	}
	begins := s.Phase != p.phase
	if begins {
		p.end()
		p.phase = s.Phase
	}
	if !p.terminal {
		if begins || time.Since(p.printed) > progressInterval {
			p.printed = time.Now()
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
	_ = p.bar.Set64(s.Done) // a bar that cannot be drawn is no reason to stop
}

// stepLine describes a step in a line.
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

// end clears the bar.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
