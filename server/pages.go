package server

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"sync"
	"time"
)

// pagePolicy lets a page load from this server only. Inline styles are allowed
// because the editor inserts them; inline scripts and eval are not.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// contentTypes are those of the files of the front end's build. The mime package
// would read tables of the machine.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".md":   "text/plain; charset=utf-8",
	".svg":  "image/svg+xml",
	".ttf":  "font/ttf",
}

// pages serves the front end's files.
type pages struct{ files fs.FS }

// page serves a file whose address stays the same when its content changes.
func (p pages) page(name string) (http.Handler, error) {
	content, err := fs.ReadFile(p.files, name)
	if err != nil {
		return nil, err
	}
	// Weak: the compressed form has other bytes under the same tag.
	etag := fmt.Sprintf(`W/"%.8x"`, sha256.Sum256(content))
	file := p.file(name)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Etag", etag)
		file.ServeHTTP(w, r)
	}), nil
}

// assets serves the files whose names hold a hash of their content; clients may
// cache them without expiry.
func (p pages) assets() (http.Handler, error) {
	entries, err := fs.ReadDir(p.files, "assets")
	if err != nil {
		return nil, err
	}
	files := make(map[string]http.Handler, len(entries))
	for _, entry := range entries {
		files[entry.Name()] = p.file("assets/" + entry.Name())
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file, ok := files[r.PathValue("file")]
		if !ok {
			notFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		file.ServeHTTP(w, r)
	}), nil
}

// file serves a file of p.files. It is read and compressed when it is first
// requested, which most files of the editor rarely are.
func (p pages) file(name string) http.Handler {
	plain := sync.OnceValue(func() []byte {
		content, err := fs.ReadFile(p.files, name)
		if err != nil {
			panic(err) // the files are part of the program
		}
		return content
	})
	zipped := sync.OnceValue(func() []byte { return gzipped(plain()) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("Content-Type", contentTypes[path.Ext(name)])
		h.Add("Vary", "Accept-Encoding")
		content := plain()
		if acceptsGzip(r) {
			h.Set("Content-Encoding", "gzip")
			content = zipped()
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
	})
}
