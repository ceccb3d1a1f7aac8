package cli

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/alecthomas/kong"
)

type manCommand struct{}

// Help is what kong prints under the flags.
func (manCommand) Help() string {
	return `Prints the manual page in roff. To read or install it:

  policygraph man | man -l -
  policygraph man >/usr/local/share/man/man1/policygraph.1`
}

// Run prints the manual page.
func (manCommand) Run(parser *kong.Kong, c *console) error {
	c.printf("%s", manPage(parser.Model.Node))
	return nil
}

// manPage writes the help of all commands as a manual page.
func manPage(root *kong.Node) string {
	m := &roff{}
	m.macro("TH", strings.ToUpper(root.Name), "1", "", "policygraph "+programVersion())
	m.macro("SH", "NAME")
	m.text(root.Name + " - serve and query a knowledge graph of industrial policy")
	m.macro("SH", "SYNOPSIS")
	m.macro("B", root.Name)
	m.text("COMMAND [FLAGS] [ARGUMENTS]")
	m.macro("SH", "DESCRIPTION")
	m.paragraphs(root.Help)
	m.macro("SH", "COMMANDS")
	for _, command := range root.Children {
		if !command.Hidden {
			m.command(root.Name, command)
		}
	}
	m.macro("SH", "ENVIRONMENT")
	for _, v := range environment {
		m.item(v[0], v[1])
	}
	return m.String()
}

// environment lists the variables that the program reads.
var environment = [][2]string{
	{"NEO4J_URI", "Use the Neo4j server at this address, such as bolt://localhost:7687, instead of memory."},
	{"NEO4J_USERNAME", "Neo4j user (neo4j)."},
	{"NEO4J_PASSWORD", "Neo4j password."},
	{"NEO4J_DATABASE", "Neo4j database; the user's home database if unset."},
	{"COLUMNS", "Width of tables; the terminal's if unset."},
}

// roff builds a page of the macros of man(7).
type roff struct{ strings.Builder }

func (m *roff) command(program string, n *kong.Node) {
	m.macro("SS", program+" "+n.Name)
	m.text(n.Help)
	if n.Detail != "" {
		m.paragraphs(n.Detail)
	}
	for _, arg := range n.Positional {
		m.item(strings.ToUpper(arg.Name), arg.Help)
	}
	for _, flag := range n.Flags {
		name := "--" + flag.Name
		if flag.Short != 0 {
			name = fmt.Sprintf("-%c, %s", flag.Short, name)
		}
		if !flag.IsBool() {
			name += "=" + flag.FormatPlaceHolder()
		}
		m.item(name, flag.Help)
	}
}

func (m *roff) macro(name string, args ...string) {
	_, _ = fmt.Fprintf(m, ".%s", name)
	for _, arg := range args {
		_, _ = fmt.Fprintf(m, " \"%s\"", escape(arg))
	}
	m.WriteString("\n")
}

func (m *roff) item(term, text string) {
	m.macro("TP")
	m.macro("B", term)
	m.text(text)
}

// text writes a text whose lines may be filled.
func (m *roff) text(s string) {
	for line := range strings.SplitSeq(s, "\n") {
		m.line(line)
	}
}

// paragraphs writes paragraphs; those that are indented keep their lines.
func (m *roff) paragraphs(s string) {
	for p := range strings.SplitSeq(s, "\n\n") {
		m.macro("PP")
		if !strings.HasPrefix(p, " ") {
			m.text(p)
			continue
		}
		m.macro("nf")
		m.text(p)
		m.macro("fi")
	}
}

func (m *roff) line(s string) {
	s = escape(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s // not a macro
	}
	m.WriteString(s + "\n")
}

// escape writes what is not plain ASCII, and what roff would read as its own, as roff
// names it.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r == '"':
			b.WriteString(`\(dq`)
		case r > unicode.MaxASCII:
			_, _ = fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
