//go:build !unix

package graphtest

import "time"

// cpu returns 0: the CPU time of a process is not available on this system.
func cpu() time.Duration { return 0 }
