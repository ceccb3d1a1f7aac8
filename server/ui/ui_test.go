package ui_test

import (
	"os/exec"
	"testing"

	"policygraph/internal/testenv"
)

// The pages work in a real browser: e2e/ uses them as a person would. What that
// needs is installed by `make ui`.
func TestThePagesWorkInABrowser(t *testing.T) {
	testenv.Need(t, testenv.Browser)
	text, err := exec.CommandContext(t.Context(), "npm", "run", "--silent", "e2e").CombinedOutput()
	t.Logf("%s", text)
	if err != nil {
		t.Fatal(err)
	}
}
