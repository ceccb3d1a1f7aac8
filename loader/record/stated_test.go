package record

import (
	"math"
	"math/big"
	"testing"
)

func TestStatedValuesPassTheCheckThatRefusesWhatIsKept(t *testing.T) {
	for _, test := range []struct {
		stated string
		kept   []float64
		values []string
		scale  string
	}{
		{"5MW", []float64{5000}, []string{"5"}, "1000"},
		{"3周", []float64{21}, []string{"3"}, "7"},
		{"2.5周", []float64{17.5}, []string{"2.5"}, "7"},
		{"1,200MW", []float64{1_200_000}, []string{"1200"}, "1000"},
		{"1.2万MW", []float64{1.2e7}, []string{"12000"}, "1000"},
		{"12EFLOPS", []float64{1.2e19}, []string{"12"}, "1000000000000000000"},
		{"12.5磅", []float64{5.669904625}, []string{"12.5"}, "0.45359237"},
		{"5-10MW", []float64{5000, 10000}, []string{"5", "10"}, "1000"},
		{"5千-1万MW", []float64{5e6, 1e7}, []string{"5000", "10000"}, "1000"},
		{"5MW-8000kW", []float64{5000, 8000}, []string{"5", "8"}, "1000"},
		{"0-5MW", []float64{0, 5000}, []string{"0", "5"}, "1000"},
		{"下降5MW", []float64{-5000}, []string{"-5"}, "1000"},
		{"５MW", []float64{5000}, []string{"5"}, "1000"},
		{"12345678901234567890.5元", []float64{12345678901234567890.5}, []string{"12345678901234567890.5"}, "1"},
		{"3.6亿元", []float64{3.6e8}, []string{"360000000"}, "1"},
		{"翻一番", []float64{2}, []string{"2"}, "1"},
		{"成倍增长", []float64{1e198}, []string{"1e198"}, "1"},
		{"成倍增长", []float64{1e-91, 1e127}, []string{"1e-91", "1e127"}, "1"},
		{"-0家", []float64{math.Copysign(0, -1)}, []string{"-0"}, "1"},
	} {
		values, scale, ok := StatedValues(test.stated, test.kept)
		if !ok || scale.Text != test.scale || len(values) != len(test.values) {
			t.Errorf("%s of %v: %v times %s, %t; want %v times %s", test.stated, test.kept, values, scale, ok, test.values, test.scale)
			continue
		}
		for i, v := range values {
			if v.Text != test.values[i] {
				t.Errorf("%s of %v: %v, want %v", test.stated, test.kept, values, test.values)
			}
			if got, _ := new(big.Rat).Mul(v.Exact(), scale.Exact()).Float64(); got != test.kept[i] {
				t.Errorf("%s of %v: %s times %s is %v", test.stated, test.kept, v, scale, got)
			}
		}
	}
}
