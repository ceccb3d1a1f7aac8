//go:build !unix

package graphtest

import "time"

// cpu is the processor time that this process has taken; it is not known here.
func cpu() time.Duration { return 0 }
