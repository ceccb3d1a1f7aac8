// Package readers reads exports with libraries that are not this project's:
// networkx, pandas and rdflib, in a Python environment of their own. It is for
// tests.
package readers

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed requirements.txt
var requirements []byte

//go:embed read.py
var script []byte

// Found is what a reader found in an export.
type Found struct {
	Version  string            `json:"version"`
	Entities map[string]string `json:"entities"` // canonical name by id
	// Claims and Figures are what identifies each and, sorted, where it is
	// written, by id; of formats without ids of statements, in a sorted list.
	Claims     json.RawMessage `json:"claims"`
	Figures    json.RawMessage `json:"figures"`
	Documents  int             `json:"documents"`
	Indicators int             `json:"indicators"`
}

// Read reads an export. The first call on a machine installs the libraries from
// PyPI, for which Python 3.11 with venv must be there.
func Read(ctx context.Context, format, path string) (*Found, error) {
	python, err := python(ctx)
	if err != nil {
		return nil, err
	}
	out, err := run(ctx, python, "-c", string(script), format, path)
	if err != nil {
		return nil, err
	}
	var found Found
	return &found, json.Unmarshal(out, &found)
}

// python is the interpreter of the environment, which is made where it is
// missing or was left half made.
func python(ctx context.Context) (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no place for Python libraries: %w", err)
	}
	sum := sha256.Sum256(requirements)
	home := filepath.Join(base, "policygraph", "readers-"+hex.EncodeToString(sum[:6]))
	bin, ready := filepath.Join(home, "bin", "python"), filepath.Join(home, "ready")
	if _, err := os.Stat(ready); err == nil {
		return bin, nil
	}
	if err := os.RemoveAll(home); err != nil {
		return "", err
	}
	if _, err := run(ctx, "python3", "-m", "venv", home); err != nil {
		return "", fmt.Errorf("make a Python environment (Debian: apt-get install python3-venv): %w", err)
	}
	list := filepath.Join(home, "requirements.txt")
	if err := os.WriteFile(list, requirements, 0o644); err != nil {
		return "", err
	}
	if _, err := run(ctx, bin, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "-r", list); err != nil {
		return "", err
	}
	return bin, os.WriteFile(ready, nil, 0o644)
}

func run(ctx context.Context, name string, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	c := exec.CommandContext(ctx, name, args...)
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", filepath.Base(name), err), errors.New(stderr.String()))
	}
	return stdout.Bytes(), nil
}
