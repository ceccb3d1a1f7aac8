package neo4j

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
)

// Server is a Neo4j server that this process has started. Its methods may be
// called from several goroutines; they take turns.
type Server struct {
	Config

	options Options
	java    string
	args    []string
	address string
	home    home

	mu      sync.Mutex
	process *process
	stopped bool
}

// startAttempts bounds how often Start picks a port that somebody else takes
// between the choice and the use.
const startAttempts = 3

// Start starts a server and returns when it has answered a query. The caller
// must Stop it. Errors say what to install, or end with the server's last
// lines. ctx bounds the start alone, which takes about 7 s (and once about
// 10 s more to fetch the jars) and at most two minutes.
func Start(ctx context.Context, options Options) (*Server, error) {
	options = options.withDefaults()
	java, err := findJava(ctx)
	if err != nil {
		return nil, err
	}
	jars, err := jarsDir(ctx, options.Progress)
	if err != nil {
		return nil, err
	}
	h, err := openHome(options.Keep)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Config:  Config{Username: "neo4j", Database: "neo4j"},
		options: options,
		java:    java,
		home:    h,
		args: []string{
			"-Xms" + options.Heap, "-Xmx" + options.Heap, "-XX:+UseG1GC",
			"--add-opens=java.base/java.nio=ALL-UNNAMED",
			"--add-opens=java.base/java.io=ALL-UNNAMED",
			"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
			"-Dlog4j2.disable.jmx=true",
			"-cp", classPath(h.dir, jars),
			"org.neo4j.server.CommunityEntryPoint",
			"--home-dir=" + h.dir, "--config-dir=" + h.dir + "/conf", "--console-mode",
		},
	}
	if err := s.firstStart(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

func (s *Server) firstStart(ctx context.Context) error {
	var err error
	if s.Password, err = s.home.password(); err != nil {
		return err
	}
	for range startAttempts {
		if s.address, err = freeAddress(); err != nil {
			return err
		}
		s.URI = "bolt://" + s.address
		if err = s.Restart(ctx); err == nil || !strings.Contains(err.Error(), "Address already in use") {
			return err
		}
	}
	return err
}

// Restart starts the server again after Kill, or kills and starts it if it
// runs: same data, same port, same password. It returns when the server has
// answered a query.
func (s *Server) Restart(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return errors.New("neo4j: the server is stopped and its folder given up")
	}
	s.kill()

	if err := s.home.configure(s.address, s.options); err != nil {
		return err
	}
	log, err := os.OpenFile(s.home.consoleLog(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("neo4j: %w", err)
	}
	defer log.Close() // the child has its own descriptor
	if s.process, err = launch(s.java, s.args, s.home.dir, log); err != nil {
		return fmt.Errorf("neo4j: start %s: %w", s.java, err)
	}
	if err := s.waitReady(ctx, s.process); err != nil {
		s.kill()
		return fmt.Errorf("neo4j: the server did not become ready: %w\nits last lines:\n%s", err, tail(s.home.consoleLog(), 20))
	}
	return nil
}

// Set gives the server these settings in place of [Options.Settings]. Restart
// puts them into effect.
func (s *Server) Set(settings ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.options.Settings = settings
}

// Kill ends the server at once, as a crash or a power cut would: nothing is
// flushed. Restart brings it back on what was durable.
func (s *Server) Kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kill()
}

func (s *Server) kill() {
	if s.process != nil {
		s.process.kill()
	}
}

// Stop ends the server in order (killing it after 20 s) and removes its
// folder unless Options.Keep named it. A second Stop does nothing.
func (s *Server) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return nil
	}
	s.stopped = true
	if s.process != nil {
		s.process.stop(stopTimeout)
	}
	return s.home.remove()
}

// Exited returns a channel that is closed when the running server ends, for
// whatever reason. After Restart there is a new one.
func (s *Server) Exited() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.process.exited
}

// PID is the running server's process; after Restart there is a new one.
func (s *Server) PID() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.process.pid
}

// LogTail returns the last lines that the server wrote.
func (s *Server) LogTail() string { return tail(s.home.consoleLog(), 20) }
