package record

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"policygraph/loader/problem"
)

// Each line has every key of its record, in the order in which they are written.
var everyKey = map[string]any{
	`{"record":"entity","id":"policy:p","name":"甲","name_en":"<a> & \"b\"\\","aliases":["一","|",{"name":"本方案","in":"document:d"},{"name":"本","in":"region:r"}],"description":"d","codes":[{"scheme":"USCC","value":"1"},{"scheme":"GB_T_2260","value":"2"}],"former_ids":["policy:q"],"issued_on":"2024-05","adoption":"DRAFT","held_on":"2024","form":"PLAN","function":"OTHER"}`: &Entity{},
	`{"record":"unit","code":"MW","label":"兆瓦","label_en":"MW","base":"kW","scale":1e3}`:                                           &Unit{},
	`{"record":"indicator","id":"indicator:i","name":"甲","name_en":"a","description":"d","unit":"1","measure":"SHARE","base":"b"}`: &Indicator{},
	`{"record":"document","id":"document:d","title":"t","publisher":"p","authors":["a"],"date":"2024-05-06","language":"zh-Hans","url":"https://example.org/","sha256":"` + strings.Repeat("a", 64) + `","paragraphs":"1-40","boilerplate":["2","3-4"],"repairs":[{"paragraph":5,"from":"a","to":"b","reason":"c"}],"speaks_for":[{"entity":"policy:p","paragraphs":["1","3-9"],"words":["w"],"at":"1:0-3#00000000"}],"left_out":[{"at":"1:0-3#00000000","reason":"r"}],"recorded":"2024-01-01"}`:                                                                                                                                                                                                                           &Document{},
	`{"record":"claim","document":"document:d","subject":"lab:a","type":"BUILDS","object":["lab:b","lab:c"],"role":"r","amount":-1.5e-7,"rank":3,"stage":"PLANNED","expected":"2025","certainty":"IMPLIED","valid_from":"2020","valid_to":"2021-02","subject_at":"1:0-2#00000000","object_at":"2:0-2#00000000","under":"policy:p","again":2,"recorded":"2024-01-01","retracted":"2024-02-02","replaces":"#r","ref":"s","at":["1:0-3#00000000","*"],"method":"RULE","basis":"INFERRED","confidence":0,"note":"n","evidence":[{"document":"document:e","at":"*","method":"MODEL","basis":"NAME","subject_at":"1:0-2#00000000","object_at":"2:0-2#00000000","confidence":0.5,"note":"m"},{"document":"document:f","at":"*"}]}`: &ClaimLine{},
	`{"record":"figure","document":"document:d","subject":"lab:a","indicator":"indicator:i","value":5,"value_max":10,"unit":"MW","stated":"5-10MW","comparator":"RANGE","period":"../2020","status":"TARGET","breakdown":["lab:b"],"condition":"c","part_of":"figure:abc","under":"policy:p","again":1,"recorded":"2024-01-01","retracted":"2024-02-02","replaces":"figure:def","ref":"s","at":"*","method":"RULE","basis":"STATED","confidence":1,"note":"n","evidence":[{"document":"document:e","at":"*"}]}`:                                                                                                                                                                                                             &FigureLine{},
}

func TestALineIsWrittenAsItIsRead(t *testing.T) {
	for text, record := range everyKey {
		for _, key := range keysOf(reflect.TypeOf(record).Elem()).names {
			if !strings.Contains(text, `"`+key+`":`) {
				t.Errorf("no line has the key %s: %s", key, text)
			}
		}
		var problems problem.List
		node, _ := new(Lines).Record(problem.At("f", 1), text, true, &problems)
		NewDecoder("f", &problems).Decode(node, record)
		if problems.Total > 0 {
			t.Fatalf("%s: %v", text, problems)
		}
		if got := string(AppendLine([]byte("before "), record)); got != "before "+text+"\n" {
			t.Errorf("%s\nis written as\n%s", text, got)
		}
	}
}

func TestEveryRecordOfALineCanBeWritten(t *testing.T) {
	var written []recordName
	for text := range everyKey {
		name, _, _ := strings.Cut(strings.TrimPrefix(text, `{"record":"`), `"`)
		written = append(written, recordName(name))
	}
	slices.Sort(written)
	known := slices.Sorted(slices.Values(recordNames))
	if !slices.Equal(written, known) {
		t.Errorf("tested are %v, want %v", written, known)
	}
}
