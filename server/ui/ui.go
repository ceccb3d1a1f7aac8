// Package ui embeds the built web front end: the output of `npm run build` in
// this folder, committed so that the program builds with Go alone.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files returns the built pages: index.html, and the files under assets/ that it
// loads.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // only for an invalid path, and this one is constant
	}
	return files
}
