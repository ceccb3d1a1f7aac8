package server

import (
	"net/http"
	"slices"
)

// allowOrigin lets pages of the allowed origins read the answer. Nothing here
// depends on who asks, so credentials are not allowed.
func (e *endpoint) allowOrigin(w http.ResponseWriter, r *http.Request) {
	if len(e.AllowedOrigins) == 0 {
		return
	}
	w.Header().Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if origin == "" || !slices.Contains(e.AllowedOrigins, origin) && !slices.Contains(e.AllowedOrigins, "*") {
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", origin)
	w.Header().Set("Access-Control-Allow-Methods", "GET, POST")
	w.Header().Set("Access-Control-Allow-Headers", "Content-Type, Accept")
	w.Header().Set("Access-Control-Max-Age", "86400")
}
