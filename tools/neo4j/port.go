package neo4j

import (
	"fmt"
	"math/rand/v2"
	"net"
)

// Ports below those that Linux (from 32768), macOS and Windows (from 49152)
// give to outgoing connections: a chosen one stays free while a server is
// down between Kill and Restart.
const (
	lowestPort  = 20000
	highestPort = 32767
)

// freeAddress returns an address on 127.0.0.1 that nothing listens on.
func freeAddress() (string, error) {
	var last error
	for range 100 {
		port := lowestPort + rand.IntN(highestPort-lowestPort+1)
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			last = err
			continue
		}
		return listener.Addr().String(), listener.Close()
	}
	return "", fmt.Errorf("neo4j: no free port: %w", last)
}
