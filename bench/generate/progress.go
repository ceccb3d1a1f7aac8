package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"
)

// progress shows how far the writing has come: on a terminal in one line, written
// over twice a second, elsewhere in a line every ten seconds.
type progress struct {
	out         *os.File
	terminal    bool
	what        string
	done, total int
	began, said time.Time
}

func newProgress(out *os.File) *progress {
	return &progress{out: out, terminal: term.IsTerminal(int(out.Fd()))}
}

func (p *progress) begin(what string, total int) {
	p.what, p.done, p.total = what, 0, total
	p.began = time.Now()
	p.said = p.began
}

func (p *progress) step() {
	p.done++
	if p.done%1024 != 0 { // asking for the time is not free
		return
	}
	pause := 10 * time.Second
	if p.terminal {
		pause = time.Second / 2
	}
	if time.Since(p.said) >= pause {
		p.said = time.Now()
		p.say()
	}
}

func (p *progress) end() {
	p.say()
	if p.terminal {
		fmt.Fprintln(p.out)
	}
}

func (p *progress) say() {
	rate := float64(p.done) / max(time.Since(p.began).Seconds(), 1e-3)
	left := time.Duration(float64(p.total-p.done) / max(rate, 1) * float64(time.Second)).Round(time.Second)
	line := fmt.Sprintf("%s: %d of %d, %.0f a second, %s left", p.what, p.done, p.total, rate, left)
	if p.terminal {
		fmt.Fprintf(p.out, "\r\x1b[K%s", line)
	} else {
		fmt.Fprintln(p.out, line)
	}
}
