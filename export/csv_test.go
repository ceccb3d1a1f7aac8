package export_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestCSVKeepsTheItemsOfListsApart(t *testing.T) {
	aliases := [][]string{{"a|", "b"}, {"a", "|b"}, {`"`, `\`, ","}, {"[]"}}
	var lines []string
	for i, list := range aliases {
		text, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, `{"record": "entity", "id": "`+[]string{"lab", "cluster", "platform", "agency"}[i]+`:x", "name": "丙", "aliases": `+string(text)+`}`)
	}
	_, reader := opened(t, smallDataset(lines...))
	path, _ := written(t, "csv", reader, extracts["all"])
	file, err := os.Open(filepath.Join(path, "entities.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // it is only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, row := range rows[1:] {
		found[row[6]] = true
	}
	for _, list := range aliases {
		var cells []string
		for cell := range found {
			var got []string
			if json.Unmarshal([]byte(cell), &got) == nil && reflect.DeepEqual(got, list) {
				cells = append(cells, cell)
			}
		}
		if len(cells) != 1 {
			t.Errorf("aliases %q: cells %q, want one that is this list in JSON; there are %v", list, cells, found)
		}
	}
}
