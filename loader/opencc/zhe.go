package opencc

import _ "embed"

// zheText lists the words that decide between 著 and 着. Three sorts of entry:
//
//   - Words in which the standard of simplified characters keeps 著, zhù, "to
//     write; evident": 著作 著名 著称 著述 著录 显著 卓著 名著 编著 原著 专著 昭著 论著 译著…,
//     and 土著. 著有 and 所著 count only before a title (著有《), because 本着有利于 is
//     more frequent in official language than authorship.
//   - Longer words in which one of those appears by accident, so that it is 着
//     after all: 配合着 against 合著, 讨论着 against 论著, 彰显着 against 显著, 着作用
//     (有着作用) against 著作, 着书记 against 著书.
//   - 著 itself, everywhere else: 着.
//
//go:embed tables/zhe.txt
var zheText string

var zhe = table(&zheText)

// FixZhe writes 着 for 著 in text that [ToSimplified] has converted: 着 (着力,
// 随着) and 著 (著作权, 显著) are one character in Traditional text, and OpenCC's
// tables leave it alone. The rule is a list of words, its source the usage of
// 现代汉语词典; a 著 that stands alone as the author's mark behind a name (某某著)
// becomes 着. Rune for rune, like the conversions.
func FixZhe(s string) string {
	return convert(zhe(), s)
}
