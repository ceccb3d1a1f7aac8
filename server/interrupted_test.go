package server

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A request that does not end must not keep the program from ending.
func TestServeInterruptsRequestsThatDoNotEnd(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	began, release := make(chan struct{}), make(chan struct{})
	defer close(release)
	s := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(began)
		<-release
	})}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, s, listener, 50*time.Millisecond) }()
	go func() {
		if response, err := http.Get(URL(listener)); err == nil {
			response.Body.Close()
		}
	}()
	<-began
	stop()
	select {
	case err := <-ended:
		if err == nil || !strings.Contains(err.Error(), "interrupted") {
			t.Errorf("%v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("does not end")
	}
}
