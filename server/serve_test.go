package server_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"policygraph/server"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

func TestServeFinishesWhatIsInFlight(t *testing.T) {
	listener := listen(t)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	o := testOptions()
	held := o.Schema.(testSchema)
	go func() { ended <- server.Serve(ctx, listener, handler(t, o), slog.New(slog.DiscardHandler)) }()

	type result struct {
		body string
		err  error
	}
	answered := make(chan result, 1)
	go func() {
		query := url.Values{"query": {"{held}"}}
		response, err := http.Get(server.URL(listener) + "/graphql?" + query.Encode())
		if err != nil {
			answered <- result{err: err}
			return
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		answered <- result{string(body), err}
	}()
	<-held.began
	stop()
	time.Sleep(50 * time.Millisecond) // time to be interrupted, were it not waited for
	close(held.letGo)
	if got := <-answered; got.err != nil || !strings.Contains(got.body, `{"held":true}`) {
		t.Errorf("the request in flight: %+v", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("a clean end: %v", err)
	}
	if _, err := http.Get(server.URL(listener) + "/healthz"); err == nil {
		t.Error("still answers")
	}
}

func TestListen(t *testing.T) {
	taken := listen(t)
	defer taken.Close()
	for _, c := range []struct{ name, addr, want string }{
		{"a port in use", taken.Addr().String(), "listen on " + taken.Addr().String() + ": address in use; stop the program that listens there, or choose another port with --addr HOST:PORT"},
		{"no port", "localhost", "expected HOST:PORT"},
		{"no number", "localhost:none", "listen on localhost:none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := server.Listen(c.addr)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestURL(t *testing.T) {
	everywhere, err := server.Listen(":0")
	if err != nil {
		t.Fatal(err)
	}
	defer everywhere.Close()
	if got := server.URL(everywhere); !strings.HasPrefix(got, "http://localhost:") {
		t.Errorf("an address that is every address: %s", got)
	}
}
