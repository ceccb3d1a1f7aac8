package check

import (
	"testing"

	"policygraph/graph"
)

func TestComparatorsAreTheWordsBesideANumber(t *testing.T) {
	for _, c := range []struct {
		quote, stated string
		says          graph.Comparator
	}{
		{"近100家企业", "100家", graph.About},
		{"达到100家以上", "100家", graph.AtLeast},
		{"达到100家以上", "100家以上", graph.AtLeast},
		{"不超过100家", "100家", graph.AtMost},
		{"超过100家", "100家", graph.MoreThan},
		{"超过100家", "超过100家", graph.MoreThan},
		{"累计600多个项目", "600多个", graph.MoreThan},
		{"投资1.2万余家", "1.2万余家", graph.MoreThan},
		{"增长5%左右", "5%", graph.About},
		{"签约100个项目", "100个", ""},
		{"增长5%", "5%", ""},
		{"超过5至10个", "5至10个", ""},    // two numbers
		{"100家和100家以上", "100家", ""}, // which of them is open
		{"翻一番以上", "一番", ""},         // no digits
		{"七成企业盈利", "七成", graph.About},
		{"半数企业上市", "半数", graph.About},
		{"走访百户企业", "百户", graph.About},
		{"超过七成企业盈利", "七成", ""}, // another word says what it is
		{"七成以上企业盈利", "七成", ""},
		{"七成以上企业盈利", "七成以上", ""},
	} {
		if word, says := comparatorIn(c.quote, c.stated); says != c.says {
			t.Errorf("%q of %q: %q says %q, want %q", c.stated, c.quote, word, says, c.says)
		}
	}
}
