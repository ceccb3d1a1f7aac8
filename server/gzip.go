package server

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// worthCompressing is the least size in bytes that is compressed: a smaller answer
// fits into one packet anyway.
const worthCompressing = 1400

func acceptsGzip(r *http.Request) bool {
	for _, line := range r.Header.Values("Accept-Encoding") {
		for coding := range strings.SplitSeq(line, ",") {
			name, parameters, _ := strings.Cut(coding, ";")
			if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
				continue
			}
			return quality(parameters) > 0
		}
	}
	return false
}

// quality returns the weight among the parameters of a member of an Accept header,
// 1 if none is given (RFC 9110, section 12.4.2).
func quality(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil {
			return 0
		}
		return weight
	}
	return 1
}

func gzipped(content []byte) []byte {
	var zipped bytes.Buffer
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		panic(err) // only for an unknown level
	}
	// Writes to memory do not fail.
	_, _ = w.Write(content)
	_ = w.Close()
	return zipped.Bytes()
}

// Answers are compressed when they are sent, so speed matters more than size.
var zippers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // only for an unknown level
	}
	return w
}}

// writeAnswer sends body, compressed if the client accepts it and the size makes it
// worth it. The caller sets the content type.
func writeAnswer(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Add("Vary", "Accept-Encoding")
	if len(body) < worthCompressing || !acceptsGzip(r) {
		w.WriteHeader(status)
		_, _ = w.Write(body)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	zipper := zippers.Get().(*gzip.Writer)
	defer zippers.Put(zipper)
	zipper.Reset(w)
	// A write fails when the client has gone.
	_, _ = zipper.Write(body)
	_ = zipper.Close()
}
