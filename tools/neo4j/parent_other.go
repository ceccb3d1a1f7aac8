//go:build !linux

package neo4j

import "syscall"

// dieWithParent: only Linux has it; elsewhere a server outlives a starter that
// is killed before it can stop it.
func dieWithParent(*syscall.SysProcAttr) {}
