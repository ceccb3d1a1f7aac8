//go:build ignore

// Extracts the conversion tables from the unpacked npm package opencc-js:
//
//	go run gen.go PACKAGE-DIRECTORY
//
// It refuses a table whose entries do not keep the number of runes, because
// the package promises that conversion does.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

// tables says which of OpenCC's dictionaries make up each table. Where two have
// a word in common the first one named wins, as in OpenCC's configurations
// s2tw and t2s.
var tables = map[string][]string{
	"s2t.txt":           {"STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "STCharacters"},
	"tw.txt":            {"TWVariantsPhrases", "TWVariants"},
	"t2s.txt":           {"TSPhrases", "TSCharacters"},
	"compatibility.txt": {"CJK_Compatibility_Ideographs"},
}

// literal is the one string that a dictionary's module exports: "from to|from to|…".
var literal = regexp.MustCompile(`(?s)^export default "([^"\\]*)";?\s*$`)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run gen.go PACKAGE-DIRECTORY")
	}
	for table, dictionaries := range tables {
		if err := extract(os.Args[1], table, dictionaries); err != nil {
			log.Fatal(err)
		}
	}
}

func extract(dir, table string, dictionaries []string) error {
	entries := map[string]string{}
	for _, dictionary := range dictionaries {
		file := filepath.Join(dir, "dist", "esm-lib", "dict", dictionary+".js")
		module, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		found := literal.FindSubmatch(module)
		if found == nil {
			return fmt.Errorf("%s: not one exported string", file)
		}
		for _, pair := range strings.Split(string(found[1]), "|") {
			from, to, ok := strings.Cut(pair, " ")
			if !ok || from == "" || strings.ContainsAny(pair, "\t\n") {
				return fmt.Errorf("%s: %q is not a pair", file, pair)
			}
			if utf8.RuneCountInString(from) != utf8.RuneCountInString(to) {
				return fmt.Errorf("%s: %q does not keep the number of runes", file, pair)
			}
			if _, taken := entries[from]; !taken {
				entries[from] = to
			}
		}
	}
	words := make([]string, 0, len(entries))
	for from := range entries {
		words = append(words, from)
	}
	sort.Strings(words)
	var text strings.Builder
	for _, from := range words {
		text.WriteString(from + "\t" + entries[from] + "\n")
	}
	return os.WriteFile(filepath.Join("tables", table), []byte(text.String()), 0o644)
}
