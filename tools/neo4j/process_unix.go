//go:build unix

package neo4j

import (
	"fmt"
	"os"
	"syscall"
)

func ownGroup(attr *syscall.SysProcAttr) { attr.Setpgid = true }

// A group that is gone already is what both want: their errors say no more.

func terminateGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGTERM) }

func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

// checkPrivate refuses a folder that somebody else owns or may write to.
func checkPrivate(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("neo4j: %w", err)
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || !ok || int(owner.Uid) != os.Getuid() || info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("neo4j: %s is not a folder that you alone can write to: remove it, or set XDG_CACHE_HOME", dir)
	}
	return nil
}
