// Package schema holds the API's schema: what is written by hand, and what
// generate derives from the tables of kinds, types of claims and shortcuts.
package schema

import (
	"embed"
	"io/fs"
	"strings"
)

//go:generate go run ./generate
//go:generate go tool gqlgen generate

// Files are the schema's files, one for each concept.
//
//go:embed *.graphql
var Files embed.FS

// SDL is the whole schema as one text, in the order of the files' names. Each
// type is defined in one place, as tools want that read a schema on its own:
// the root fields that the files add to Query stand in it, and nothing is
// extended.
func SDL() string {
	names, err := fs.Glob(Files, "*.graphql")
	if err != nil {
		panic(err) // only for a malformed pattern
	}
	var sdl strings.Builder
	for i, name := range names {
		text, err := Files.ReadFile(name)
		if err != nil {
			panic(err) // the file is part of the program
		}
		if i > 0 {
			sdl.WriteByte('\n')
		}
		sdl.Write(text)
	}
	return merge(sdl.String())
}
