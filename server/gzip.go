package server

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// worthCompressing is the size in bytes from which compression saves more than
// it costs: under it an answer fits into one packet anyway.
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

// quality reads the weight among the parameters of an Accept header's member;
// 1 when none is given (RFC 9110, section 12.4.2).
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
	// Writes into memory do not fail.
	_, _ = w.Write(content)
	_ = w.Close()
	return zipped.Bytes()
}

// Answers are compressed as they are made, so speed goes before size.
var zippers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // only for an unknown level
	}
	return w
}}

// writeAnswer sends body in one piece, compressed where the client takes that
// and it is worth it. The content type is the caller's to set.
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
	// A write fails when the client has gone, and there is nobody left to tell.
	_, _ = zipper.Write(body)
	_ = zipper.Close()
}
