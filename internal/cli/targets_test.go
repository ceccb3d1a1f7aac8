package cli

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Targets of several entities are one list, in one order, with one total, however few of
// them are printed.
func TestTargetsOfSeveralEntitiesAreOneList(t *testing.T) {
	fromMemory(t)
	list := func(first int) targets {
		t.Helper()
		var out, log lockedBuffer
		args := []string{"targets", "青岛", "programme:qingdao-manufacturing-ai-campaign", "--first", strconv.Itoa(first), "--json"}
		if code := run(t.Context(), args, &out, &log); code != exitOK {
			t.Fatalf("exit code %d: %s", code, &log)
		}
		var found targets
		if err := json.Unmarshal([]byte(out.String()), &found); err != nil {
			t.Fatal(err)
		}
		return found
	}
	ids := func(found targets) (ids []string) {
		for _, n := range found.Nodes {
			ids = append(ids, n.ID)
		}
		return ids
	}
	whole := list(100)
	if len(whole.Nodes) < 10 || whole.TotalCount != len(whole.Nodes) {
		t.Fatalf("%d targets of %d", len(whole.Nodes), whole.TotalCount)
	}
	if !slices.IsSortedFunc(whole.Nodes, func(a, b target) int { return strings.Compare(a.key(), b.key()) }) {
		t.Errorf("not in the API's order: %v", ids(whole))
	}
	for first := 1; first <= len(whole.Nodes); first++ {
		found := list(first)
		if found.TotalCount != whole.TotalCount || !slices.Equal(ids(found), ids(whole)[:first]) {
			t.Errorf("--first %d: %d of %d, want the first %d of %d", first, len(found.Nodes), found.TotalCount, first, whole.TotalCount)
		}
	}
}
