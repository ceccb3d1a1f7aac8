//go:build ignore

// Extracts tables/phrases.txt from an unpacked source release of the PyPI
// package pypinyin:
//
//	go run gen.go PACKAGE-DIRECTORY
//
// Of its 47,000 phrases it keeps those that are not simply read character by
// character, and those that keep another phrase from being found inside them.
// Readings are those of the dictionary: 一 is always yī and 不 always bù, as
// GB/T 16159 writes them, and not as they change before another tone. Run it
// again when a single character of tables/field.txt changes.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run gen.go PACKAGE-DIRECTORY")
	}
	readings, err := phrases(filepath.Join(os.Args[1], "pypinyin", "phrases_dict.json"))
	if err != nil {
		log.Fatal(err)
	}
	usual, err := usualReadings("tables/field.txt")
	if err != nil {
		log.Fatal(err)
	}
	kept := needed(readings, usual)
	var text strings.Builder
	for _, phrase := range slices.Sorted(maps.Keys(kept)) {
		text.WriteString(phrase + "\t" + strings.Join(readings[phrase], " ") + "\n")
	}
	if err := os.WriteFile("tables/phrases.txt", []byte(text.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// phrases gives the first reading of each phrase, a syllable for each rune.
func phrases(file string) (map[string][]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var alternatives map[string][][]string
	if err := json.Unmarshal(data, &alternatives); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	readings := make(map[string][]string, len(alternatives))
	for phrase, syllables := range alternatives {
		runes := []rune(phrase)
		if len(runes) != len(syllables) {
			return nil, fmt.Errorf("%s: %s has %d syllables", file, phrase, len(syllables))
		}
		reading := make([]string, len(runes))
		for i, r := range runes {
			reading[i] = syllables[i][0]
			switch {
			case r == '一' && (reading[i] == "yí" || reading[i] == "yì"):
				reading[i] = "yī"
			case r == '不' && reading[i] == "bú":
				reading[i] = "bù"
			}
		}
		readings[phrase] = reading
	}
	return readings, nil
}

// usualReadings gives the reading of each character where no phrase decides.
func usualReadings(field string) (map[rune]string, error) {
	usual := make(map[rune]string, len(pinyin.PinyinDict))
	for r, readings := range pinyin.PinyinDict {
		usual[rune(r)], _, _ = strings.Cut(readings, ",")
	}
	list, err := os.ReadFile(field)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(list)) {
		word, reading, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if r, size := utf8.DecodeRuneInString(word); size == len(word) {
			usual[r] = reading
		}
	}
	return usual, nil
}

// needed selects the phrases that change a reading.
func needed(readings map[string][]string, usual map[rune]string) map[string]bool {
	kept := map[string]bool{}
	for phrase, reading := range readings {
		for i, r := range []rune(phrase) {
			if usual[r] != reading[i] {
				kept[phrase] = true
			}
		}
	}
	for grown := true; grown; {
		grown = false
		for phrase := range readings {
			if !kept[phrase] && containsOther(phrase, kept) {
				kept[phrase], grown = true, true
			}
		}
	}
	return kept
}

func containsOther(phrase string, kept map[string]bool) bool {
	for i := range phrase {
		for j := i + 1; j <= len(phrase); j++ {
			if kept[phrase[i:j]] {
				return true
			}
		}
	}
	return false
}
