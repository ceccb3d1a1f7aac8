package cli

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"policygraph/export"
	"policygraph/graph"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is what kong prints under the flags.
func (completionCommand) Help() string {
	return `To complete commands in the current shell:

  bash   source <(policygraph completion bash)
  zsh    source <(policygraph completion zsh)
  fish   policygraph completion fish | source

Put the line into ~/.bashrc, ~/.zshrc or ~/.config/fish/config.fish to have it in every
shell.`
}

// completionScripts hand the words of the command line, up to the one under the cursor,
// to the hidden command __complete. Where it prints nothing they complete files.
var completionScripts = map[string]string{
	"bash": `_policygraph() {
  local IFS=$'\n'
  COMPREPLY=($("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o bashdefault -o default -F _policygraph policygraph
`,
	"zsh": `#compdef policygraph
_policygraph() {
  local -a words_found
  words_found=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$words_found" ]]; then compadd -Q -- $words_found; else _files; fi
}
compdef _policygraph policygraph
`,
	"fish": `function __policygraph_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (policygraph __complete $words[2..-1] 2>/dev/null)
  if set -q found[1]
    printf '%s\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c policygraph -f -a '(__policygraph_complete)'
`,
}

// Run prints the shell's script.
func (cmd completionCommand) Run(c *console) error {
	c.printf("%s", completionScripts[cmd.Shell])
	return nil
}

type completeCommand struct {
	Words []string `arg:"" optional:""`
}

// Run prints what the last word may be completed to, a word a line.
func (cmd completeCommand) Run(parser *kong.Kong, c *console) error {
	for _, word := range complete(parser.Model.Node, cmd.Words) {
		c.printf("%s\n", word)
	}
	return nil
}

// complete lists what the last of the words may be completed to. It is nil where that
// is a file or free text.
func complete(root *kong.Node, words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	before, last := words[:len(words)-1], words[len(words)-1]
	if len(before) == 0 {
		return withPrefix(last, commandNames(root))
	}
	i := slices.IndexFunc(root.Children, func(n *kong.Node) bool { return n.Name == before[0] })
	if i < 0 {
		return nil
	}
	command := root.Children[i]
	if flag := flagNamed(command, before[len(before)-1]); flag != nil && !flag.IsBool() {
		return withPrefix(last, valuesOf(flag.Value))
	}
	if strings.HasPrefix(last, "-") {
		names := []string{"--help"}
		for _, flag := range command.Flags {
			names = append(names, "--"+flag.Name)
		}
		return withPrefix(last, names)
	}
	if len(command.Positional) == 0 {
		return nil
	}
	arg := command.Positional[min(arguments(command, before[1:]), len(command.Positional)-1)]
	return withPrefix(last, valuesOf(arg))
}

func commandNames(root *kong.Node) []string {
	var names []string
	for _, child := range root.Children {
		if !child.Hidden {
			names = append(names, child.Name)
		}
	}
	return names
}

// flagNamed is the flag that a word names; nil where it names none.
func flagNamed(command *kong.Node, word string) *kong.Flag {
	for _, flag := range command.Flags {
		if word == "--"+flag.Name || flag.Short != 0 && word == "-"+string(flag.Short) {
			return flag
		}
	}
	return nil
}

// arguments is how many of the words are arguments, not flags or their values.
func arguments(command *kong.Node, words []string) (n int) {
	for i := 0; i < len(words); i++ {
		switch flag := flagNamed(command, words[i]); {
		case flag != nil && !flag.IsBool():
			i++
		case !strings.HasPrefix(words[i], "-"):
			n++
		}
	}
	return n
}

// valuesOf lists the values that a flag or an argument may have, as its tags enum and
// completion say; nil where they are not known.
func valuesOf(v *kong.Value) []string {
	if v.Enum != "" {
		return v.EnumSlice()
	}
	switch v.Tag.Get("completion") {
	case "kind":
		return kindNames()
	case "form":
		var names []string
		for _, name := range formNames() {
			names = append(names, strings.ToLower(name))
		}
		return names
	case "type":
		return asStrings(relationTypes())
	case "state":
		return enumNames(graph.ProgressStates)
	case "status":
		return enumNames(graph.FigureStatuses)
	case "stage":
		return enumNames(graph.Stages)
	case "certainty":
		return enumNames(graph.Certainties)
	case "tie":
		return enumNames(graph.ClaimTies)
	case "rows":
		return rowFormats()
	case "export":
		var formats []string
		for _, f := range export.Formats {
			formats = append(formats, f.Name)
		}
		return formats
	}
	return nil
}

func withPrefix(prefix string, words []string) []string {
	return slices.DeleteFunc(words, func(w string) bool { return !strings.HasPrefix(w, prefix) })
}
