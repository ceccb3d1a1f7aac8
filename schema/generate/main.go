// Command generate writes what of the API derives from the tables in package
// graph: for each kind its type, connections and root fields in a file of
// schema/, the enums of kinds and types of claims, the view types that
// graph/resolver/view binds them to, and the Traditional and pinyin forms of
// the labels of kinds and types of claims. It runs in schema/; go generate calls it.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	files, err := outputs()
	if err == nil {
		err = write(files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func write(files map[string][]byte) error {
	for name, text := range files {
		if err := os.WriteFile(filepath.FromSlash(name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
