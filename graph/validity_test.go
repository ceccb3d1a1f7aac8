package graph

import "testing"

func TestClaimsArePresumedToBeginWithTheirEarliestDocument(t *testing.T) {
	documents := map[ID]*Document{
		"document:year": {PublishedOn: "2021"}, "document:day": {PublishedOn: "2020-08-18"}, "document:none": {},
	}
	in := func(ids ...ID) (evidence []Evidence) {
		for _, id := range ids {
			evidence = append(evidence, Evidence{Document: id})
		}
		return evidence
	}
	for rule, test := range map[string]struct {
		claim    Claim
		from     Day
		validity Validity
	}{
		"the first day of the earliest":           {Claim{Evidence: in("document:year", "document:day")}, "2020-08-18", ValidityPresumed},
		"the first day of a year":                 {Claim{Evidence: in("document:year")}, "2021-01-01", ValidityPresumed},
		"none is dated":                           {Claim{Evidence: in("document:none", "document:unknown")}, "", ValidityUnknown},
		"an undated one says nothing":             {Claim{Evidence: in("document:none", "document:year")}, "2021-01-01", ValidityPresumed},
		"a stated beginning":                      {Claim{Evidence: in("document:day"), ValidTime: Period{From: "2019"}}, "", ValidityStated},
		"what ended before":                       {Claim{Evidence: in("document:day"), ValidTime: Period{To: "2020-08-17"}}, "", ValidityUnknown},
		"what ended on the day":                   {Claim{Evidence: in("document:day"), ValidTime: Period{To: "2020-08-18"}}, "2020-08-18", ValidityPresumed},
		"what ended in the month":                 {Claim{Evidence: in("document:day"), ValidTime: Period{To: "2020-08"}}, "2020-08-18", ValidityPresumed},
		"a matter that has ended began before it": {Claim{Evidence: in("document:day"), Stage: Ended}, "", ValidityUnknown},
	} {
		c := test.claim
		FinishClaim(&c, func(id ID) *Document { return documents[id] })
		if c.PresumedFrom != test.from || c.Validity() != test.validity {
			t.Errorf("%s: from %q, %s, want %q, %s", rule, c.PresumedFrom, c.Validity(), test.from, test.validity)
		}
		if got := c.Holds(AsOf{Undated: Include}); got != c.ValidTime {
			t.Errorf("%s: undated claims included, it holds in %v", rule, got)
		}
	}
}

func TestFiguresWithoutAPeriodHoldWhenTheyAreStated(t *testing.T) {
	for rule, test := range map[string]struct {
		figure Figure
		want   string
	}{
		"an actual, from its earliest to its newest document": {Figure{Status: StatusActual, Since: "2020-08-18", AsOf: "2021"}, "2020-08-18/2021-12-31"},
		"a target, from then on":                              {Figure{Status: StatusTarget, Since: "2020-08", AsOf: "2021"}, "2020-08-01/.."},
		"a plan's open beginning":                             {Figure{Status: StatusPlan, Since: "2020-08-18", Period: Period{To: "2020"}}, "2020-08-18/2020"},
		"a target that was due before":                        {Figure{Status: StatusTarget, Since: "2020-08-18", Period: Period{To: "2019"}}, "../2019"},
		"an actual's open beginning stays open":               {Figure{Status: StatusActual, Since: "2020-08-18", Period: Period{To: "2020"}}, "../2020"},
		"a stated beginning":                                  {Figure{Status: StatusTarget, Since: "2020-08-18", Period: Period{From: "2022"}}, "2022/.."},
		"without a dated document":                            {Figure{Status: StatusActual}, ""},
	} {
		if got := test.figure.Holds(AsOf{}).String(); got != test.want {
			t.Errorf("%s: %q, want %q", rule, got, test.want)
		}
		if got := test.figure.Holds(AsOf{Undated: Include}); got != test.figure.Period {
			t.Errorf("%s: undated figures included, it holds in %v", rule, got)
		}
	}
}
