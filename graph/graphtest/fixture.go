package graphtest

import (
	"policygraph/graph"
)

// The fixture, without most of its claims LOCATED_IN and SELECTED_FOR. All of it is
// invented.
//
//	 agency:dongling-industry-department ──RUNS──▶ programme:smart-factory-campaign ◀──PART_OF── project:beichen-workshop
//	   │ISSUED      │GRANTS      │ADVANCES              ▲ESTABLISHES ▲PART_OF                          ▲UNDERTAKES
//	   ▼            │            │(planned,             │SUPPORTS    │                                 │
//	 policy:smart-factory-plan ──┼─under the plan)──────┘            │                        enterprise:beichen-tyre
//	   │            │            ▼                                   │                                 │SELECTED_FOR
//	   │            │   project:hengyao-line-two                     │                                 ▼
//	   │            └─────────────────────────────────▶ programme:morning-star ◀─SELECTED_FOR─ … eight more
//	   │ESTABLISHES, SUPPORTS, GOVERNS ───────────────────▲          ▲SELECTED_FOR (twice)
//	   │                                                             │
//	   ├─SUPERSEDES─▶ policy:smart-factory-draft      enterprise:hengyao-chemical ─PART_OF─▶ cluster:langang-chemical-park
//	   ├─IMPLEMENTS, AMENDS─▶ policy:industry-opinions   │PARTNERS_WITH   │PARTNERS_WITH
//	   ├─TARGETS─▶ industry:chemicals, new-materials     │                 │
//	   ├─APPLIES_TO─▶ region:langang, region:yunhe    lab:polymers   enterprise:lanxin-appliance
//	   └─EXPLAINED_AT─▶ event:smart-factory-briefing     ▲OPERATES         │BUILDS, OPERATES
//	                      ▲SPOKE_AT     ▲HOSTED          │                 ▼
//	        person:lin-haiyan        organisation:dongling-university   platform:lanxin-cloud
//	                                                                       ▲SUPPORTS
//	 programme:digital-fund ──FUNDED_BY──▶ agency:langang-industry-bureau  │
//	                                         │ISSUED, IMPLEMENTS           │
//	                                         ▼                             │
//	                                       policy:langang-digital-rules ───┘
//
//	 industry:new-materials ──PART_OF──▶ industry:chemicals
//	                        ──PART_OF under policy:langang-digital-rules──▶ industry:digital-economy
//
//	 region:langang, region:yunhe ──LOCATED_IN──▶ region:dongling
//	 enterprise:beichen-tyre ──LOCATED_IN──▶ region:yunhe, which replaces a retracted region:langang
//
//	 person:zhao-wen has no claims, and indicator:patents no figures.

// Fixture returns the small dataset that the suite reads. Each call returns new records.
func Fixture() graph.Source { return graph.Assemble(description(), fixtureRecords()) }

func description() graph.Dataset {
	return graph.Dataset{Title: "Fixture", Licence: "CC0-1.0", Maintainer: "graphtest", Date: "2025-06-30"}
}

func fixtureRecords() []graph.Record {
	var records []graph.Record
	for _, i := range fixtureIndicators() {
		records = append(records, i)
	}
	for _, d := range fixtureDocuments() {
		records = append(records, d)
	}
	for _, e := range fixtureEntities() {
		records = append(records, e)
	}
	for _, c := range fixtureClaims() {
		records = append(records, c)
	}
	for _, f := range fixtureFigures() {
		records = append(records, f)
	}
	return records
}

// Entities of the fixture that tests name.
const (
	Dongling = graph.ID("region:dongling")
	Langang  = graph.ID("region:langang")
	Yunhe    = graph.ID("region:yunhe")

	SmartPlan  = graph.ID("policy:smart-factory-plan")
	SmartDraft = graph.ID("policy:smart-factory-draft")
	Rules      = graph.ID("policy:langang-digital-rules")
	Opinions   = graph.ID("policy:industry-opinions")

	Department = graph.ID("agency:dongling-industry-department")
	Bureau     = graph.ID("agency:langang-industry-bureau")

	Hengyao = graph.ID("enterprise:hengyao-chemical")
	Beichen = graph.ID("enterprise:beichen-tyre")
	Lanxin  = graph.ID("enterprise:lanxin-appliance")

	University  = graph.ID("organisation:dongling-university")
	Association = graph.ID("organisation:tyre-association")
	PolymerLab  = graph.ID("lab:polymers")
	Park        = graph.ID("cluster:langang-chemical-park")

	MorningStar = graph.ID("programme:morning-star") // the hub
	Campaign    = graph.ID("programme:smart-factory-campaign")
	DigitalFund = graph.ID("programme:digital-fund")

	LineTwo  = graph.ID("project:hengyao-line-two")
	Workshop = graph.ID("project:beichen-workshop")
	Cloud    = graph.ID("platform:lanxin-cloud")

	Chemicals    = graph.ID("industry:chemicals")
	NewMaterials = graph.ID("industry:new-materials")
	Digital      = graph.ID("industry:digital-economy")

	Lin  = graph.ID("person:lin-haiyan")
	Zhao = graph.ID("person:zhao-wen") // without any claim

	Briefing = graph.ID("event:smart-factory-briefing")
	Fair     = graph.ID("event:langang-fair")
)

// Other records of the fixture that tests name.
const (
	PlanText     = graph.ID("document:smart-factory-plan")
	BriefingText = graph.ID("document:smart-factory-briefing")
	RulesText    = graph.ID("document:langang-rules-briefing")
	Register     = graph.ID("document:morning-star-register") // undated, cited whole
	Yearbook     = graph.ID("document:langang-yearbook")      // undated, evidences nothing

	Factories = graph.ID("indicator:smart-factories")
	Share     = graph.ID("indicator:digital-economy-share")
	Growth    = graph.ID("indicator:smart-factory-growth")
	Patents   = graph.ID("indicator:patents") // without figures
)

// Former ids in the fixture.
const (
	FormerYunhe      = graph.ID("region:yunhe-county")
	FormerBureau     = graph.ID("agency:langang-trade-commission") // the first
	FormerBureauNext = graph.ID("agency:langang-economy-bureau")
)

func fixtureEntities() []*graph.Entity {
	names := func(name, hant, en, pinyin, initials, sort string) graph.Names {
		return graph.Names{Name: name, NameEN: en, Hant: hant, Pinyin: pinyin, Initials: initials, SortKey: sort}
	}
	code := func(scheme graph.CodeScheme, value string) []graph.OfficialCode {
		return []graph.OfficialCode{{Scheme: scheme, Value: value}}
	}
	return []*graph.Entity{
		{ID: Dongling, Codes: code(graph.GBT2260, "990000"), Names: names("东岭省", "東嶺省", "Dongling", "dōng lǐng shěng", "dls", "dong ling sheng")},
		{ID: Langang, Codes: code(graph.GBT2260, "990200"), Names: names("岚港市", "嵐港市", "Langang", "lán gǎng shì", "lgs", "lan gang shi")},
		{ID: Yunhe, Codes: code(graph.GBT2260, "990300"), FormerIDs: []graph.ID{FormerYunhe}, Names: names("云河市", "雲河市", "Yunhe", "yún hé shì", "yhs", "yun he shi")},

		{ID: SmartPlan, Form: "PLAN", IssuedOn: "2023-03", Adoption: graph.Adopted, Codes: code(graph.DocumentNumber, "东政发〔2023〕9号"), Aliases: []string{"智能工厂计划", "三年计划"}, LocalAliases: []graph.LocalAlias{{Name: "该计划", In: PlanText}},
			Description: "Three years of support for smart factories.", Names: names("东岭省智能工厂行动计划", "東嶺省智能工廠行動計劃", "Smart factory plan", "dōng lǐng shěng zhì néng gōng chǎng", "dlszngc", "dong ling sheng zhi neng gong chang xing dong ji hua")},
		{ID: SmartDraft, Form: "DRAFT", IssuedOn: "2022-11-20", Adoption: graph.Draft, Names: names("东岭省智能工厂行动计划征求意见稿", "東嶺省智能工廠行動計劃徵求意見稿", "", "dōng lǐng shěng zhì néng gōng chǎng", "dlszngc", "dong ling sheng zhi neng gong chang xing dong ji hua zheng qiu yi jian gao")},
		{ID: Rules, Form: "REGULATION", IssuedOn: "2024-12-01", Adoption: graph.Adopted, Names: names("岚港市数字经济促进条例", "嵐港市數字經濟促進條例", "Langang digital economy rules", "lán gǎng shì shù zì jīng jì", "lgsszjj", "lan gang shi shu zi jing ji cu jin tiao li")},
		{ID: Opinions, IssuedOn: "2016", Names: names("工业强省意见", "工業強省意見", "", "gōng yè qiáng shěng yì jiàn", "gyqsyj", "gong ye qiang sheng yi jian")},

		{ID: Department, Form: "INDUSTRY_AND_INFORMATION", Names: names("东岭省工业厅", "東嶺省工業廳", "Dongling Department of Industry", "dōng lǐng shěng gōng yè tīng", "dlsgyt", "dong ling sheng gong ye ting")},
		{ID: Bureau, Form: "OTHER", FormerIDs: []graph.ID{FormerBureau, FormerBureauNext}, Names: names("岚港市工业局", "嵐港市工業局", "", "lán gǎng shì gōng yè jú", "lgsgyj", "lan gang shi gong ye ju")},

		{ID: Hengyao, Codes: []graph.OfficialCode{{Scheme: graph.USCC, Value: "91990200MA0HENGYA1"}, {Scheme: graph.DocumentNumber, Value: "990000"}}, Aliases: []string{"恒曜集团"}, Names: names("恒曜化工", "恆曜化工", "Hengyao Chemical", "héng yào huà gōng", "hyhg", "heng yao hua gong")},
		{ID: Beichen, Names: names("北辰轮胎", "北辰輪胎", "Beichen Tyre", "běi chén lún tāi", "bclt", "bei chen lun tai")},
		{ID: Lanxin, Names: names("岚信", "嵐信", "Lanxin Appliance", "lán xìn", "lx", "lan xin")},

		{ID: University, Form: "UNIVERSITY", Names: names("东岭大学", "東嶺大學", "Dongling University", "dōng lǐng dà xué", "dldx", "dong ling da xue")},
		{ID: Association, Form: "OTHER", Names: names("轮胎协会", "輪胎協會", "", "lún tāi xié huì", "ltxh", "lun tai xie hui")},
		{ID: PolymerLab, Names: names("岚港聚合物实验室", "嵐港聚合物實驗室", "Polymer Lab", "lán gǎng jù hé wù", "lgjhwsys", "lan gang ju he wu shi yan shi")},
		{ID: Park, Names: names("岚港化工园", "嵐港化工園", "Langang Chemical Park", "lán gǎng huà gōng yuán", "lghgy", "lan gang hua gong yuan")},

		{ID: MorningStar, Form: graph.Title, Names: names("启明工厂", "啟明工廠", "Morning Star factories", "qǐ míng gōng chǎng", "qmgc", "qi ming gong chang")},
		{ID: Campaign, Form: graph.Campaign, Names: names("智能工厂行动", "智能工廠行動", "Smart factory campaign", "zhì néng gōng chǎng xíng dòng", "zngcxd", "zhi neng gong chang xing dong")},
		{ID: DigitalFund, Form: graph.Fund, Names: names("数字经济基金", "數字經濟基金", "Digital economy fund", "shù zì jīng jì jī jīn", "szjjjj", "shu zi jing ji ji jin")},

		{ID: LineTwo, Names: names("恒曜二期项目", "恆曜二期項目", "", "héng yào èr qī xiàng mù", "hyeqxm", "heng yao er qi xiang mu")},
		{ID: Workshop, Names: names("数字车间项目", "數字車間項目", "Digital workshop", "shù zì chē jiān xiàng mù", "szcjxm", "shu zi che jian xiang mu")},
		// It sounds like the firm that operates it, so they are ordered by id.
		{ID: Cloud, Names: names("岚芯", "嵐芯", "Lanxin Cloud", "lán xīn", "lx", "lan xin")},

		{ID: Chemicals, Form: "SECTOR", Names: names("化工", "化工", "Chemicals", "huà gōng", "hg", "hua gong")},
		{ID: NewMaterials, Names: names("新材料", "新材料", "New materials", "xīn cái liào", "xcl", "xin cai liao")},
		{ID: Digital, Form: "THEME", Names: names("数字经济", "數字經濟", "Digital economy", "shù zì jīng jì", "szjj", "shu zi jing ji")},

		{ID: Lin, Names: names("林海燕", "林海燕", "Lin Haiyan", "lín hǎi yàn", "lhy", "lin hai yan")},
		{ID: Zhao, Names: names("赵文", "趙文", "", "zhào wén", "zw", "zhao wen")},

		{ID: Briefing, HeldOn: "2023-04-10", Names: names("智能工厂行动发布会", "智能工廠行動發佈會", "Smart factory briefing", "zhì néng gōng chǎng xíng dòng fā bù huì", "zngcxdfbh", "zhi neng gong chang xing dong fa bu hui")},
		{ID: Fair, HeldOn: "2024", Names: names("岚港博览会", "嵐港博覽會", "Langang Fair", "lán gǎng bó lǎn huì", "lgblh", "lan gang bo lan hui")},
	}
}

func fixtureIndicators() []*graph.Indicator {
	return []*graph.Indicator{
		{ID: Factories, Measure: graph.Stock, Unit: graph.Unit{Code: "1", Label: graph.Label{ZH: "家", EN: "factories"}},
			Names: graph.Names{Name: "智能工厂数量", NameEN: "Smart factories", Hant: "智能工廠數量", Pinyin: "zhì néng gōng chǎng shù liàng", Initials: "zngcsl", SortKey: "zhi neng gong chang shu liang"}},
		{ID: Share, Measure: graph.Share, Base: "GDP", Unit: graph.Unit{Code: "%", Label: graph.Label{ZH: "%", EN: "%"}}, Description: "Value added of the digital economy.",
			Names: graph.Names{Name: "数字经济占比", NameEN: "Share of the digital economy", Hant: "數字經濟佔比", Pinyin: "shù zì jīng jì zhàn bǐ", Initials: "szjjzb", SortKey: "shu zi jing ji zhan bi"}},
		{ID: Growth, Measure: graph.Change, Base: "the year before", Unit: graph.Unit{Code: "%", Label: graph.Label{ZH: "%", EN: "%"}},
			Names: graph.Names{Name: "智能工厂增长率", Hant: "智能工廠增長率", Pinyin: "zhì néng gōng chǎng zēng zhǎng lǜ", Initials: "zngczzl", SortKey: "zhi neng gong chang zeng zhang lv"}},
		{ID: Patents, Measure: graph.Flow, Unit: graph.Unit{Code: "1", Label: graph.Label{ZH: "件", EN: "patents"}},
			Names: graph.Names{Name: "专利", NameEN: "Patents", Hant: "專利", Pinyin: "zhuān lì", Initials: "zl", SortKey: "zhuan li"}},
	}
}
