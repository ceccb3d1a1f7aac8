package synthetic

import (
	"strconv"
	"strings"

	"policygraph/graph"
)

// endings are what names of each kind end in; those of programmes are in the
// order of their forms in [graph.Forms].
var endings = map[graph.Kind][]word{
	graph.Policy:       {{"产业发展规划", "Development Plan"}, {"产业若干措施", "Measures"}, {"产业管理办法", "Regulations"}, {"产业实施意见", "Opinions"}},
	graph.Agency:       {{"产业促进局", "Bureau"}, {"产业办公室", "Office"}, {"产业委员会", "Commission"}},
	graph.Enterprise:   {{"有限公司", "Co., Ltd."}, {"集团有限公司", "Group"}, {"股份有限公司", "Corporation"}, {"科技有限公司", "Technology Co., Ltd."}},
	graph.Organisation: {{"行业协会", "Association"}, {"商会", "Chamber of Commerce"}, {"学院", "College"}, {"联盟", "Alliance"}},
	graph.Lab:          {{"重点实验室", "Key Laboratory"}, {"研究院", "Institute"}, {"技术创新中心", "Technology Innovation Centre"}},
	graph.Cluster:      {{"产业集群", "Cluster"}, {"产业园", "Park"}, {"先导区", "Pioneer Zone"}},
	graph.Programme: {{"攻势", "Campaign"}, {"培育计划", "Plan"}, {"示范企业", "Model Enterprises"}, {"企业名单", "List"},
		{"产业基金", "Fund"}, {"联席会议", "Joint Conference"}, {"试点", "Pilot"}, {"规上企业", "Enterprises above Designated Size"}},
	graph.Project:  {{"生产基地项目", "Plant Project"}, {"技术改造项目", "Upgrading Project"}, {"扩建项目", "Extension Project"}},
	graph.Platform: {{"工业互联网平台", "Industrial Internet Platform"}, {"公共服务平台", "Service Platform"}, {"算力中心", "Computing Centre"}},
	graph.Industry: {{"产业", "Industry"}, {"技术", "Technology"}, {"装备", "Equipment"}},
	graph.Region:   {{"区", "District"}, {"县", "County"}, {"镇", "Town"}},
	graph.Event:    {{"大会", "Conference"}, {"论坛", "Forum"}, {"发布会", "Press Conference"}, {"博览会", "Fair"}},
}

// The bits of a number that choose a word of each list, and how many choices of
// words the names of a kind have.
const (
	syllableBits = 6
	placeBits    = 6
	tradeBits    = 5

	personBits = 3 * syllableBits // surname and two syllables
	regionBits = placeBits + 3*syllableBits
	otherBits  = regionBits + tradeBits
)

// MaxEntities is how many entities there are names for: people are the first to
// run out of them.
const MaxEntities = 20_000_000

// spelling is what an entity's name and id are made of.
type spelling struct {
	who
	place     int
	syllables [3]int
	trade     int
}

// spell chooses the words of a name, others for every entity of a kind.
func (d *Dataset) spell(w who) spelling {
	s := spelling{who: w}
	take := func(from *int, bits int) int {
		chosen := *from & (1<<bits - 1)
		*from >>= bits
		return chosen
	}
	bits := otherBits
	switch w.kind.of() {
	case graph.Person:
		bits = personBits
	case graph.Region:
		bits = regionBits
	}
	x := d.scramble(w, bits)
	for i := range s.syllables {
		s.syllables[i] = take(&x, syllableBits)
	}
	s.place, s.trade = take(&x, placeBits), take(&x, tradeBits)
	return s
}

// scramble maps the numbers of a kind to numbers of so many bits, no two to the
// same: each step can be undone.
func (d *Dataset) scramble(w who, bits int) int {
	mask := 1<<bits - 1
	key := d.dice(forName, int(w.kind))
	x := (w.number ^ int(key.next()>>32)) & mask
	x = x * 0x2c1b3c6d & mask
	x ^= x >> (bits / 2)
	x = x * 0x297a2d39 & mask
	return x ^ x>>(bits/2)
}

func (s *spelling) isPerson() bool { return s.kind.of() == graph.Person }

func (s *spelling) ending() int { return (s.number + s.trade) % len(endings[s.kind.of()]) }

// brand is the part of a name that nothing else is called by, in most cases.
func (s *spelling) brand() word {
	a, b, c := syllables[s.syllables[0]], syllables[s.syllables[1]], syllables[s.syllables[2]]
	return word{a.zh + b.zh + c.zh, a.latin + b.latin + c.latin}
}

func (s *spelling) names() graph.Names {
	if s.isPerson() {
		surname, a, b := surnames[s.syllables[0]], syllables[s.syllables[1]], syllables[s.syllables[2]]
		return graph.Names{Name: surname.zh + a.zh + b.zh, NameEN: capital(a.latin+b.latin) + " " + capital(surname.latin)}
	}
	place, brand, ending := places[s.place], s.brand(), endings[s.kind.of()][s.ending()]
	zh, en := trades[s.trade].zh, trades[s.trade].en+" "
	if s.kind.of() == graph.Region {
		zh, en = "", ""
	}
	return graph.Names{
		Name:   place.zh + brand.zh + zh + ending.zh,
		NameEN: capital(place.latin) + " " + capital(brand.latin) + " " + en + ending.latin,
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// aliases are shorter names, which others may share.
func (s *spelling) aliases() []string {
	local := places[s.place].zh + s.brand().zh
	switch s.kind.of() {
	case graph.Person:
		return nil
	case graph.Region:
		return []string{local}
	default:
		return []string{s.brand().zh + trades[s.trade].zh, local}[:1+s.number%2]
	}
}

// id is unlike all others by its number.
func (s *spelling) id() graph.ID { return s.idWith("") }

// former is the id that it had before, where it had one.
func (s *spelling) former() graph.ID { return s.idWith(formerly) }

const formerly = "formerly-"

func (s *spelling) idWith(prefix string) graph.ID {
	b := make([]byte, 0, 80)
	b = append(b, s.kind.of().Prefix()...)
	b = append(append(b, ':'), prefix...)
	if s.isPerson() {
		b = append(b, surnames[s.syllables[0]].latin...)
		b = append(append(b, '-'), syllables[s.syllables[1]].latin...)
		b = append(b, syllables[s.syllables[2]].latin...)
	} else {
		b = append(append(b, places[s.place].latin...), '-')
		for _, i := range s.syllables {
			b = append(b, syllables[i].latin...)
		}
	}
	return graph.ID(strconv.AppendInt(append(b, '-'), int64(s.number), 10))
}
