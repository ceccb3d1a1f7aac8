// Package schema holds the API's schema: files written by hand, and files that
// generate derives from the tables of kinds, claim types and shortcuts.
package schema

import (
	"embed"
	"io/fs"
	"strings"
)

//go:generate go run ./generate
//go:generate go tool gqlgen generate

// Files holds the files of the schema, one for each concept.
//
//go:embed *.graphql
var Files embed.FS

// SDL returns the schema as one text, in the order of the files' names. It has no
// extensions, which some tools do not read: the root fields that the files add to
// Query are merged into it.
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
