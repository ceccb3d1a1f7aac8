package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
)

// parseOrigins returns allowed origins in the form in which browsers send them.
func parseOrigins(allowed []string) ([]string, error) {
	origins := make([]string, len(allowed))
	for i, text := range allowed {
		var err error
		if origins[i], err = parseOrigin(text); err != nil {
			return nil, err
		}
	}
	return origins, nil
}

// parseOrigin returns an origin in its ASCII form (RFC 6454, section 6.2):
// scheme and host in lower case, no default port, no slash at the end.
func parseOrigin(text string) (string, error) {
	if text == "*" {
		return text, nil
	}
	invalid := func(reason string) (string, error) {
		return "", graph.Errorf(graph.CodeInvalid, "invalid origin %q: %s; write scheme://host or scheme://host:port, such as http://localhost:3000, or * for all origins", text, reason)
	}
	origin, err := url.Parse(text)
	switch {
	case !strings.Contains(text, "://"):
		return invalid("no scheme")
	case err != nil:
		return invalid("not a URL")
	case origin.Hostname() == "":
		return invalid("no host")
	case strings.Contains(origin.Host, "*"):
		return invalid("a host has no wildcards")
	case strings.ContainsFunc(origin.Host, func(r rune) bool { return r > '~' }):
		return invalid("browsers send the host in ASCII (xn--)")
	case origin.User != nil, origin.Path != "" && origin.Path != "/", strings.ContainsAny(text, "?#"):
		return invalid("more than scheme, host and port")
	}
	host := origin.Host
	if _, port, found := strings.Cut(strings.TrimPrefix(host, "["+origin.Hostname()+"]"), ":"); found {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return invalid("no port of this number")
		}
		host = strings.TrimSuffix(host, ":"+port)
		if byDefault := origin.Scheme == "http" && n == 80 || origin.Scheme == "https" && n == 443; !byDefault {
			host += ":" + strconv.FormatUint(n, 10)
		}
	}
	return strings.ToLower(origin.Scheme + "://" + host), nil
}

// allowOrigin lets pages of the allowed origins read the answer. Answers do not
// depend on who asks, so credentials are not allowed.
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
