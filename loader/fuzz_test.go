package loader

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"policygraph/graph"
)

// A dataset with whatever in its files is read or refused with problems that
// say where; it is never a panic.
func openWhatever(t *testing.T, name, text string) {
	dataset, _ := valid(t)
	dataset[name] = &fstest.MapFile{Data: []byte(text)}
	_, err := Open(t.Context(), dataset, nil)
	var problems Problems
	switch {
	case err == nil:
	case !errors.As(err, &problems):
		t.Errorf("error %v, want problems", err)
	case problems.Total == 0 || problems.Found[0].File == "" || !strings.Contains(problems.Found[0].Message, ";"):
		t.Errorf("problems %+v", problems)
	}
}

func FuzzYAML(f *testing.F) {
	base, err := txtar.ParseFile("testdata/valid.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range base.Files {
		if strings.HasSuffix(file.Name, ".yaml") {
			f.Add(file.Name, string(file.Data))
		}
	}
	f.Add("documents/report.yaml", "document: [*a, &a {}]\nclaims: {? [a] : b}\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		if dir := path.Dir(name); !fs.ValidPath(name) || dir != "." && dir != "entities" && dir != "documents" || path.Ext(name) != ".yaml" || path.Base(name)[0] == '.' {
			return // the fuzzer makes up names too
		}
		openWhatever(t, name, text)
	})
}

func FuzzJSONL(f *testing.F) {
	f.Add(`{"record":"entity","id":"region:west","name":"西州","codes":[{"scheme":"GB_T_2260","value":370200}]}`)
	f.Add(`{"record":"claim","document":"document:report","subject":["region:south"],"type":"LOCATED_IN","object":"region:north","at":"*","again":2}`)
	f.Add(`{"record":"figure","subject":"region:east","indicator":"indicator:growth","value":1e2,"stated":"100%","status":"PLAN","evidence":[{"document":"document:register","at":["*"]}]}`)
	f.Add("{\"record\":null}\n[\n{}")
	f.Fuzz(func(t *testing.T, text string) { openWhatever(t, "z.jsonl", text) })
}

func FuzzPointer(f *testing.F) {
	for _, seed := range []string{"1:31-52#9f3c2a10", "*", "0:0-0#00000000", "999999999:0-999999999#ffffffff", "1:2-1#", "１:0-1#00000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := graph.ParsePointer(text)
		if err != nil {
			if graph.CodeOf(err) != graph.CodeInvalid {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		again, err := graph.ParsePointer(e.Pointer())
		if err != nil || again.Pointer() != e.Pointer() {
			t.Errorf("%q reads as %q, which reads as %q, %v", text, e.Pointer(), again.Pointer(), err)
		}
		e.Resolve([]string{"一二三", ""})
	})
}

func FuzzLocate(f *testing.F) {
	f.Add("甲公司与甲公司", "甲公司")
	f.Add("哈哈哈", "哈哈")
	f.Add("\xff甲", "甲")
	f.Fuzz(func(t *testing.T, paragraph, text string) {
		if !utf8.ValidString(paragraph) || !utf8.ValidString(text) {
			return // Readable refuses such texts
		}
		places, err := Locate([]string{paragraph}, 1, text)
		if (err == nil) != (text != "" && strings.Contains(paragraph, text)) {
			t.Fatalf("%q in %q: %v", text, paragraph, err)
		}
		for _, p := range places {
			if q := p.Resolve([]string{paragraph}); q.Text != text {
				t.Errorf("%s is %q, want %q", p.Pointer(), q.Text, text)
			}
		}
	})
}
