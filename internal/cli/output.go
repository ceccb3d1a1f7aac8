package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// console is where a command writes: results to out, everything else to err.
type console struct {
	out, err io.Writer
	failed   error // of printf
}

// printf prints a part of the result. Where that fails, so does the command, once it
// has run.
func (c *console) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(c.out, format, args...); err != nil && c.failed == nil {
		c.failed = err
	}
}

// note prints a line that is not part of the result, such as how many rows there are
// beyond those printed.
func (c *console) note(format string, args ...any) {
	_, _ = fmt.Fprintf(c.err, "policygraph: "+format+"\n", args...)
}

// printJSON prints indented JSON.
func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// enumText writes enum values of the API in lower case and with spaces, such as
// "none within limits" for NONE_WITHIN_LIMITS.
func enumText[T ~string](values ...T) string {
	return strings.ToLower(strings.ReplaceAll(strings.Join(asStrings(values), ", "), "_", " "))
}

func asStrings[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// count writes a number with its noun, in the plural unless it is one.
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}

// terminal returns the file descriptor of a terminal; ok is false for anything else.
func terminal(w io.Writer) (fd int, ok bool) {
	file, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	fd = int(file.Fd())
	return fd, term.IsTerminal(fd)
}

// widthOf is how many columns a line may have: COLUMNS where it is set, else the width
// of the terminal; 0 where there is no limit.
func widthOf(w io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if fd, ok := terminal(w); ok {
		if n, _, err := term.GetSize(fd); err == nil {
			return n
		}
	}
	return 0
}
