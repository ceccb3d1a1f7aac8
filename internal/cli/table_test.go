package cli

import (
	"strconv"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"

	"policygraph/export/tables"
)

// Whatever the terminal's width, no line is wider, except by an id, and no id is broken.
func TestTablesFitTheTerminal(t *testing.T) {
	columns := []tables.Column{{Name: "subject"}, {Name: "indicator"}, {Name: "why"}, {Name: "id", ID: true}, {Name: "column_id", ID: true}, {Name: "hidden", Wide: true}}
	rows := [][]string{
		{"青岛市", "农业生产信息化率 (农业, 规模以上工业企业, 国家级专精特新“小巨人”企业)", "实际值只给出下限，且低于目标", "figure:y34fwdk4e7bl", "programme:qingdao-manufacturing-ai-campaign", "hidden"},
		{"Shandong Jishijiao Technology Company Limited", "5G base stations", "the latest actual gives only a lower bound, which is below the target", "figure:zlg33xmmymeu", "", ""},
	}
	for width := 10; width <= 240; width++ {
		t.Setenv("COLUMNS", strconv.Itoa(width))
		var out lockedBuffer
		(&tablePrinter{console: &console{out: &out}}).print(columns, rows)
		if strings.Contains(out.String(), "hidden") {
			t.Fatalf("COLUMNS=%d: a column for files is printed:\n%s", width, out.String())
		}
		for _, row := range rows {
			for _, id := range row[3:5] {
				if !strings.Contains(out.String(), id) {
					t.Fatalf("COLUMNS=%d: %s is broken:\n%s", width, id, out.String())
				}
			}
		}
		fields := !strings.Contains(out.String(), "---")
		for line := range strings.SplitSeq(out.String(), "\n") {
			holdsID := strings.Contains(line, "figure:") || strings.Contains(line, "programme:")
			narrow := width < text.StringWidth("column id")+columnGap+narrowest // for one field
			if text.StringWidth(line) > width && (!fields || !holdsID && !narrow) {
				t.Fatalf("COLUMNS=%d: %q is %d wide:\n%s", width, line, text.StringWidth(line), out.String())
			}
		}
	}
}

// The help fits a terminal of 80 columns, in which a Chinese character takes two.
func TestHelpFitsTheTerminal(t *testing.T) {
	t.Setenv("COLUMNS", "80")
	for _, command := range commandNames(newParser(t.Context(), &console{}, nil).Model.Node) {
		var out, log lockedBuffer
		if code := run(t.Context(), []string{command, "--help"}, &out, &log); code != exitOK {
			t.Fatalf("%s --help ends with %d: %s", command, code, &log)
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			if w := text.StringWidth(line); w > 80 && !strings.HasPrefix(line, "    ") { // examples keep their lines
				t.Errorf("%s --help: %q is %d wide", command, line, w)
			}
		}
	}
}
