package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"policygraph/graph"
)

// grace is how long requests in flight may take to finish after the server is
// told to stop.
const grace = 15 * time.Second

// readTimeout is how long a request may take to arrive.
const readTimeout = 30 * time.Second

// Listen listens on addr, HOST:PORT. Port 0 is any free port; [URL] returns it.
func Listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("listen on %s: address in use; stop the program that listens there, or choose another port with --addr HOST:PORT", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("listen on %s: permission denied; choose a port from 1024 with --addr HOST:PORT", addr)
	case err != nil:
		return nil, graph.Errorf(graph.CodeInvalid, "listen on %s: expected HOST:PORT: %w", addr, err)
	}
	return listener, nil
}

// URL returns the URL at which a browser on this machine reaches listener.
func URL(listener net.Listener) string {
	host, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return "http://" + listener.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Serve serves listener until ctx ends. It then accepts no further requests, waits
// up to 15 seconds for those in flight, and returns nil. Requests that have not
// finished by then are interrupted, and Serve returns an error.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	s := &http.Server{
		Handler:           handler,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       readTimeout,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	return serve(ctx, s, listener, grace)
}

func serve(ctx context.Context, s *http.Server, listener net.Listener, grace time.Duration) error {
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := s.Shutdown(within); err != nil {
		_ = s.Close() // its error adds nothing
		return fmt.Errorf("requests interrupted: not finished %s after the server was told to stop", grace)
	}
	return nil
}
