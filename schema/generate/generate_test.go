package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What is committed is what the tables give now.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	files, err := outputs()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is out of date: run go generate ./schema", name)
		}
	}
}
