package cli

import "testing"

// The note says what the quote does not, so neither stands instead of the other.
func TestANoteIsPrintedBesideTheQuote(t *testing.T) {
	for _, c := range []struct{ quote, note, want string }{
		{"words", "a caveat", "「words」 (a caveat) — document:d 1:0-5#00c0ffee"},
		{"words", "", "「words」 — document:d 1:0-5#00c0ffee"},
		{"", "a caveat", "a caveat — document:d 1:0-5#00c0ffee"},
		{"", "", "document:d 1:0-5#00c0ffee"},
	} {
		e := evidence{Pointer: "1:0-5#00c0ffee", Note: c.note}
		e.Document.ID, e.Quote.Text = "document:d", c.quote
		if got := e.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
