package neo4j

import (
	"os"
	"syscall"
)

func ownGroup(attr *syscall.SysProcAttr) {
	attr.CreationFlags = syscall.CREATE_NEW_PROCESS_GROUP
}

// Windows has no signal that asks a console program of another group to end.
func terminateGroup(pid int) { killGroup(pid) }

func killGroup(pid int) {
	if p, err := os.FindProcess(pid); err == nil {
		_ = p.Kill()
	}
}

// checkPrivate: the temporary folder is the user's own on Windows.
func checkPrivate(string) error { return nil }
