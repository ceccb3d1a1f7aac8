package neo4j

import (
	"io"
	"time"
)

// Options says how a server is started. The zero value is good for tests.
type Options struct {
	// Keep is the home folder to use and to leave behind, created if needed.
	// Empty: a fresh temporary folder, removed by Stop.
	Keep string
	// Heap and PageCache are sizes as Java and Neo4j write them ("1g", "512m").
	// Defaults: 1g and 512m.
	Heap, PageCache string
	// Settings are further lines of neo4j.conf, such as
	// "server.databases.read_only=neo4j".
	Settings []string
	// Progress receives one line for each thing that takes long (downloading,
	// for instance). Nil: nothing is written.
	Progress io.Writer
}

const (
	// A first start takes 7 s on an idle machine; one that recovers a large
	// database after it was killed takes minutes.
	startTimeout = 10 * time.Minute
	// How long a server may take to end in order before it is killed.
	stopTimeout = 2 * time.Minute
)

func (o Options) withDefaults() Options {
	if o.Heap == "" {
		o.Heap = "1g"
	}
	if o.PageCache == "" {
		o.PageCache = "512m"
	}
	if o.Progress == nil {
		o.Progress = io.Discard
	}
	return o
}
