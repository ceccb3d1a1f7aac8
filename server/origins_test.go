package server_test

import (
	"strings"
	"testing"

	"policygraph/server"
)

// A browser sends an origin in one form only, so an allowed one is brought into
// that form, and what can never match is refused when the server is made.
func TestAllowedOriginsAreThoseThatBrowsersSend(t *testing.T) {
	for allowed, sent := range map[string]string{
		"http://localhost:3000/":  "http://localhost:3000",
		"http://localhost:3000":   "http://localhost:3000",
		"HTTPS://Example.ORG":     "https://example.org",
		"https://example.org:443": "https://example.org",
		"http://example.org:80/":  "http://example.org",
		"https://example.org:80":  "https://example.org:80",
		"http://example.org:080":  "http://example.org",
		"http://localhost:03000":  "http://localhost:3000",
		"http://[::1]:3000/":      "http://[::1]:3000",
		"http://[::1]:80":         "http://[::1]",
		"app://localhost":         "app://localhost",
	} {
		o := testOptions()
		o.AllowedOrigins = []string{allowed}
		h, err := server.New(o)
		if err != nil {
			t.Errorf("%s: %v", allowed, err)
			continue
		}
		w := ask(h, "GET", "/graphql?query={__typename}", "", "Origin", sent)
		if got := w.Header().Get("Access-Control-Allow-Origin"); got != sent {
			t.Errorf("%s does not allow %s: got %q", allowed, sent, got)
		}
	}
}

func TestOriginsThatNeverMatchAreRefused(t *testing.T) {
	for _, allowed := range []string{
		"localhost:3000", "foo", "", " ", "/", "null", "http://", "http:///", "http://:3000", "file:///x",
		"http://localhost:3000/app", "http://localhost:3000/?a", "http://localhost:3000?", "http://localhost:3000#top", "http://localhost:3000/#",
		"http://user@localhost", "http://*.example.org", "http://localhost:99999", "http://localhost:", "http://localhost:port", "http://local host",
		"https://bücher.example",
	} {
		o := testOptions()
		o.AllowedOrigins = []string{"http://localhost:3000", allowed}
		_, err := server.New(o)
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "such as http://localhost:3000") {
			t.Errorf("%q: %v", allowed, err)
		}
	}
}
