package neo4j

import "syscall"

// dieWithParent has the kernel kill the child when we die, however we die.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
