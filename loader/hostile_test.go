package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"policygraph/graph"
	"policygraph/loader/encoding"
	"policygraph/loader/problem"
)

// Files from outside may be made to exhaust whoever reads them. Each of these
// is refused, within so much memory (allocated altogether, which bounds what is
// in use at once) and time. The time is far above what it takes, since tests run
// on busy machines.
const (
	hostileMemory = 1 << 30
	hostileTime   = 30 * time.Second
)

func refusedInBounds(t *testing.T, fsys fs.FS, memory uint64, want string) {
	t.Helper()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	_, err := Open(t.Context(), fsys, nil)
	took := time.Since(start)
	runtime.ReadMemStats(&after)

	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got error %v, want problems", err)
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("got %.2000s\nwant it to hold %q", err.Error(), want)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > memory {
		t.Errorf("allocated %d MiB, more than %d MiB", used>>20, memory>>20)
	}
	if took > hostileTime {
		t.Errorf("took %v", took)
	}
}

func TestHostileYAMLIsRefused(t *testing.T) {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	deepBlock := strings.Builder{}
	for i := range 1000 {
		fmt.Fprintf(&deepBlock, "%s- a:\n", strings.Repeat(" ", 2*i))
	}
	var manyKeys strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&manyKeys, "k%d: v\n", i)
	}
	for name, c := range map[string]struct{ text, want string }{
		"deep flow lists":      {strings.Repeat("[", 100_000), "exceeded max depth"},
		"deep flow maps":       {strings.Repeat("{a: ", 100_000), "exceeded max depth"},
		"deep lists on a line": {strings.Repeat("- ", 100_000), "exceeded max depth"},
		"deep blocks":          {deepBlock.String(), "exceeded max depth"},
		"just too deep":        {strings.Repeat("[", encoding.MaxDepth+1) + "a" + strings.Repeat("]", encoding.MaxDepth+1), "exceeded max depth"},
		"alias bomb":           {bomb, "anchors and aliases are not supported"},
		"alias without anchor": {"a: *a\n", "invalid YAML"},
		"alias in a key":       {"&a a: b\n*a : c\n", "a key is not a single word"},
		"alias of itself":      {"&a [*a]\n", "anchors and aliases are not supported"},
		"merge key":            {"- {<<: {name: x}}\n", `unknown key "<<"`},
		"too large":            {strings.Repeat("# nothing\n", encoding.MaxYAML/10+1), "more than 8388608"},
		"too many values":      {"[" + strings.Repeat("a,", encoding.MaxYAMLMarks), "more than 250000 lines and values"},
		"all values allowed":   {"[" + strings.Repeat("a,", encoding.MaxYAMLMarks-2) + "a]\n", "entities/regions.yaml:1: found a single value; write keys with values"},
		"only comments":        {strings.Repeat("# nothing\n", encoding.MaxYAMLMarks-1), "file is empty"},
		"comments and a value": {strings.Repeat("# nothing\n", encoding.MaxYAMLMarks-2) + "a\n", "found a single value; write a list"},
		"too many keys":        {manyKeys.String(), "more than 100 keys"},
		"not UTF-8":            {"- {id: region:east, name: \xb6\xab}\n", "entities/regions.yaml:1: is not UTF-8"},
		"not UTF-8 later":      {"- id: region:east\n  name: \xb6\xab\n", "entities/regions.yaml:2: is not UTF-8"},
		"UTF-16":               {"\xff\xfe-\x00 \x00", "is not UTF-8"},
		"byte-order mark":      {"\xef\xbb\xbf- {id: region:east, name: 东州}\n", "entities/regions.yaml:1: begins with a byte-order mark"},
		"NUL":                  {"- {id: region:east, name: 东\x00州}\n", "entities/regions.yaml:1: contains NUL bytes"},
		"escaped NUL":          {`- {id: region:east, name: "东\0州"}` + "\n", "contains the character U+0000"},
		"one endless word":     {strings.Repeat("a", encoding.MaxYAML-1), "found a single value; write a list"},
		"one endless quote":    {`"` + strings.Repeat("a ", encoding.MaxYAML/2-1), "invalid YAML"},
		"one long line break":  {"a" + strings.Repeat("\n", encoding.MaxYAMLMarks-1) + "a", "found a single value; write a list"},
		"directive":            {"%YAML 9.9\n---\n- {id: region:east, name: 东州}\n", "invalid YAML"},
		"only colons":          {strings.Repeat(": ", 100_000), "exceeded max depth"},
		"only question marks":  {strings.Repeat("? ", 100_000), "exceeded max depth"},
	} {
		t.Run(name, func(t *testing.T) {
			dataset, _ := valid(t)
			dataset["entities/regions.yaml"] = file(c.text)
			refusedInBounds(t, dataset, hostileMemory, c.want)
		})
	}
}

func TestHostileJSONLIsRefused(t *testing.T) {
	var keys strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&keys, `"%d":1,`, i)
	}
	for name, c := range map[string]struct{ text, want string }{
		"deep lists":      {`{"record":` + strings.Repeat("[", 500_000), "nested deeper than 16"},
		"deep maps":       {strings.Repeat(`{"a":`, 100_000), "nested deeper than 16"},
		"too many keys":   {"{" + keys.String() + `"z":1}`, "more than 100 keys"},
		"not UTF-8":       {"{\"record\":\"entity\",\"name\":\"\xb6\xab\"}", "z.jsonl:1: line is not UTF-8"},
		"byte-order mark": {"\xef\xbb\xbf{}", "z.jsonl:1: line begins with a byte-order mark"},
		"NUL":             {"{}\x00", "z.jsonl:1: line contains NUL bytes"},
		"half a pair":     {`{"record":"entity","id":"region:west","name":"\ud800"}`, "contains the character U+FFFD"},
		"many statements": {
			`{"record":"claim","document":"document:register","type":"LOCATED_IN","at":"*","subject":["region:x"` + strings.Repeat(`,"region:x"`, 20_000) + `],"object":["region:y"` + strings.Repeat(`,"region:y"`, 20_000) + `]}`,
			"record stands for 400040001 statements with 1 pointers each",
		},
		"a huge number": {`{"record":"unit","code":"x","label":"x","label_en":"x","base":"CNY","scale":1e999999999}`, "invalid number"},
	} {
		t.Run(name, func(t *testing.T) {
			dataset, _ := valid(t)
			dataset["z.jsonl"] = file(c.text + "\n")
			refusedInBounds(t, dataset, hostileMemory, c.want)
		})
	}
}

// endless is a file of one line of a GiB.
type endless struct{ left int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), e.left))
	for i := range p[:n] {
		p[i] = 'a'
	}
	e.left -= int64(n)
	return n, nil
}

func TestFilesOfAGiBOnDiskAreRefused(t *testing.T) {
	for name, want := range map[string]string{
		"z.jsonl":               "z.jsonl:1: line of more than 1048576 bytes",
		"entities/regions.yaml": "YAML file of 1073741824 bytes, more than 8388608",
		"dataset.yaml":          "YAML file of 1073741824 bytes, more than 8388608",
	} {
		fsys, dir := onDisk(t)
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, bytes.Repeat([]byte("a"), 2<<20), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, 1<<30); err != nil { // sparse: the rest takes no room
			t.Fatal(err)
		}
		refusedInBounds(t, fsys, 64<<20, want)
	}
}

// A file system may say less than there is.
type smallOnPaper struct{ fstest.MapFS }

func (s smallOnPaper) Open(name string) (fs.File, error) {
	f, err := s.MapFS.Open(name)
	if name != "entities/regions.yaml" || err != nil {
		return f, err
	}
	return growing{f, &endless{left: 1 << 30}}, nil
}

type growing struct {
	fs.File
	text io.Reader
}

func (g growing) Read(p []byte) (int, error) { return g.text.Read(p) }

func TestAFileThatGrowsWhileItIsReadIsRefused(t *testing.T) {
	dataset, _ := valid(t)
	refusedInBounds(t, smallOnPaper{dataset}, 64<<20, "YAML file of more than 8388608 bytes")
}

func onDisk(t *testing.T) (fs.FS, string) {
	t.Helper()
	dataset, _ := valid(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, dataset); err != nil {
		t.Fatal(err)
	}
	fsys, err := Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return fsys, dir
}

func TestOnlyPlainFilesAreRead(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "regions.yaml")
	if err := os.WriteFile(outside, []byte("- {id: region:east, name: 东州}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		put  func(path string) error
		want string
	}{
		"a link out of the directory": {func(path string) error { return os.Symlink(outside, path) }, "entities/regions.yaml: symbolic links are not followed; put the file or directory itself there"},
		"a link inside":               {func(path string) error { return os.Symlink("policies.yaml", path) }, "entities/regions.yaml: symbolic links are not followed"},
		"a link to a device":          {func(path string) error { return os.Symlink(os.DevNull, path) }, "entities/regions.yaml: symbolic links are not followed"},
		"a directory":                 {func(path string) error { return os.Mkdir(path, 0o700) }, "unknown id region:"},
	} {
		t.Run(name, func(t *testing.T) {
			fsys, dir := onDisk(t)
			path := filepath.Join(dir, "entities", "regions.yaml")
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if err := c.put(path); err != nil {
				t.Fatal(err)
			}
			refusedInBounds(t, fsys, hostileMemory, c.want)
		})
	}
}

// Whatever a directory's listing said of a file before, what it opens as counts.
type turnsIntoDirectory struct{ fstest.MapFS }

func (d turnsIntoDirectory) Open(name string) (fs.File, error) {
	if name == "entities/regions.yaml" {
		return d.MapFS.Open("entities")
	}
	return d.MapFS.Open(name)
}

func TestAFileThatTurnsIntoSomethingElseIsRefused(t *testing.T) {
	dataset, _ := valid(t)
	refusedInBounds(t, turnsIntoDirectory{dataset}, hostileMemory, "entities/regions.yaml: read: not a regular file")
}

// What a linked directory holds would be missing from the dataset.
func TestALinkedDirectoryIsRefused(t *testing.T) {
	for name, target := range map[string]string{
		"a link out of the directory":         t.TempDir(),
		"a link inside":                       "entities",
		"a link to the dataset":               ".",
		"a link that leads nowhere":           "nowhere",
		"a link out of the directory to YAML": filepath.Join(t.TempDir(), "more.yaml"),
	} {
		t.Run(name, func(t *testing.T) {
			fsys, dir := onDisk(t)
			if err := os.Symlink(target, filepath.Join(dir, "more")); err != nil {
				t.Fatal(err)
			}
			refusedInBounds(t, fsys, hostileMemory, "more: symbolic links are not followed; put the file or directory itself there")
		})
	}
}

func TestLinksThatHideNoRecordsAreIgnored(t *testing.T) {
	fsys, dir := onDisk(t)
	if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("All rights granted.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"COPYING": "LICENSE", ".cache": t.TempDir()} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	mustOpen(t, fsys)
}

func TestProblemsBeyondAThousandAreCountedOnly(t *testing.T) {
	dataset, _ := valid(t)
	dataset["z.jsonl"] = file(strings.Repeat("{}\n", 50_000))
	refusedInBounds(t, dataset, hostileMemory, "\n50000 problems; these are the first 1000")
	_, err := Open(t.Context(), dataset, nil)
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 1001 || !strings.HasPrefix(lines[0], "z.jsonl:1: ") || !strings.HasPrefix(lines[999], "z.jsonl:1000: ") {
		t.Errorf("%d lines, from %q to %q", len(lines), lines[0], lines[len(lines)-2])
	}
}

// A thousand misspelt ids among many known ones: the nearest is looked for in a
// hundred cases, and then no more.
func TestSuggestionsAreBounded(t *testing.T) {
	dataset := generated(5_000, 0, 0)
	delete(dataset, "documents/register.yaml")
	var lines strings.Builder
	lines.WriteString(`{"record":"document","id":"document:register","title":"R","recorded":"2026-01-15"}` + "\n")
	for i := range 2000 {
		fmt.Fprintf(&lines, `{"record":"claim","document":"document:register","subject":"enterprise:frm-%d","type":"PARTNERS_WITH","object":"enterprise:firm-1","at":"*"}`+"\n", i)
	}
	dataset["z.jsonl"] = file(lines.String())
	refusedInBounds(t, dataset, 2*hostileMemory, "did you mean enterprise:firm-")
	_, err := Open(t.Context(), dataset, nil)
	if n := strings.Count(err.Error(), "did you mean"); n != problem.MaxSuggestions {
		t.Errorf("%d suggestions, want %d", n, problem.MaxSuggestions)
	}
}

// Two records that stand for the same 10,000 claims are each made once, not once for
// every claim.
func TestListsOfTheSameClaimsAreMergedInTime(t *testing.T) {
	const n = 100
	var lines strings.Builder
	ids := make([]string, 2*n)
	for i := range ids {
		ids[i] = fmt.Sprintf(`"enterprise:e%d"`, i)
		fmt.Fprintf(&lines, `{"record":"entity","id":%s,"name":"e%d"}`+"\n", ids[i], i)
	}
	for d := range 2 {
		fmt.Fprintf(&lines, `{"record":"document","id":"document:d%d","title":"T","recorded":"2026-01-15"}`+"\n", d)
		fmt.Fprintf(&lines, `{"record":"claim","document":"document:d%d","type":"PARTNERS_WITH","subject":[%s],"object":[%s],"at":"*"}`+"\n",
			d, strings.Join(ids[:n], ","), strings.Join(ids[n:], ","))
	}
	dataset, _ := valid(t)
	dataset["lists.jsonl"] = file(lines.String())
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	source, err := Open(ctx, dataset, nil)
	if err != nil {
		t.Fatal(err)
	}
	merged := 0
	for r, err := range source.Records(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := r.(*graph.Claim); ok && c.Type == graph.PartnersWith && len(c.Evidence) == 2 {
			merged++
		}
	}
	if merged != n*n {
		t.Errorf("%d claims have the evidence of both documents, want %d", merged, n*n)
	}
}
