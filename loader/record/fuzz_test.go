package record

import (
	"testing"

	"policygraph/graph/textmatch"
)

func FuzzQuantities(f *testing.F) {
	for _, seed := range []string{"1.2万", "2500万元", "120亿", "44.7%", "7.7个百分点", "三百零五", "1,234", "万亿", "１０", "9999999999999999999999亿亿"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, q := range Quantities(text) {
			if q.value().Sign() < 0 {
				t.Errorf("%q: %s", text, q.value().RatString())
			}
		}
		// What a text states, a quote of that text holds.
		if !QuoteStates(text, text) && textmatch.Fold(text) != "" {
			t.Errorf("%q does not state itself", text)
		}
	})
}
