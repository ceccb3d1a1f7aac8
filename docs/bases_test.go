package docs_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"policygraph/graph"
)

// The bases in docs/dataset.md are those of the program, in its order.
func TestTheBasesAreThoseOfTheProgram(t *testing.T) {
	page, err := os.ReadFile(datasetPage)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		if len(cells) >= 4 && graph.Basis(cells[0]).Info().Basis != "" {
			noted := len(cells) == 5 && strings.Trim(cells[4], " ") != ""
			rows = append(rows, fmt.Sprintln(cells[0], cells[1], cells[3], noted))
		}
	}
	var want []string
	for _, b := range graph.Bases {
		want = append(want, fmt.Sprintln(b.Basis, b.Label.ZH, b.Confidence, b.Noted))
	}
	if got, want := strings.Join(rows, ""), strings.Join(want, ""); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
