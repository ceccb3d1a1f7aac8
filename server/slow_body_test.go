package server

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A request that takes too long to arrive is the client's matter: 408, not an
// error of the server.
func TestRequestThatDoesNotArrive(t *testing.T) {
	o := Options{Logger: slog.New(slog.DiscardHandler)}
	e := &endpoint{Options: o}
	e.Limits = DefaultLimits
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: e, ReadHeaderTimeout: time.Minute, ReadTimeout: 100 * time.Millisecond}
	go func() { _ = s.Serve(listener) }()
	defer func() { _ = s.Close() }()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	_ = client.SetDeadline(time.Now().Add(time.Minute))
	if _, err := fmt.Fprintf(client, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"query\""); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(client)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"HTTP/1.1 408 Request Timeout\r\n", `"the request did not arrive within 30 s"`, `"code":"TIMEOUT"`} {
		if !strings.Contains(string(answer), part) {
			t.Errorf("%q is not in %s", part, answer)
		}
	}
}
