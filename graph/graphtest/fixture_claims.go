package graphtest

import "policygraph/graph"

type claimOption func(*graph.Claim)

func says(subject graph.ID, t graph.RelationType, object graph.ID, options ...claimOption) *graph.Claim {
	c := &graph.Claim{Subject: subject, Type: t, Object: object, Stage: graph.Done, Recorded: "2023-05-01"}
	for _, option := range options {
		option(c)
	}
	return c
}

func cites(e ...graph.Evidence) claimOption {
	return func(c *graph.Claim) { c.Evidence = append(c.Evidence, e...) }
}

// on gives the evidence before it a basis, and the confidence of that basis.
func on(basis graph.Basis) claimOption {
	return func(c *graph.Claim) {
		for i := range c.Evidence {
			c.Evidence[i].Basis, c.Evidence[i].Confidence = basis, basis.Info().Confidence
		}
	}
}

// subjectAt says where the document names the subject of the evidence before it.
func subjectAt(e graph.Evidence) claimOption {
	return func(c *graph.Claim) { c.Evidence[0].SubjectAt = e.Pointer() }
}

func as(role string) claimOption          { return func(c *graph.Claim) { c.Role = role } }
func at(stage graph.Stage) claimOption    { return func(c *graph.Claim) { c.Stage = stage } }
func under(id graph.ID) claimOption       { return func(c *graph.Claim) { c.Under = id } }
func implied(c *graph.Claim)              { c.Certainty = graph.Implied }
func recorded(day graph.Day) claimOption  { return func(c *graph.Claim) { c.Recorded = day } }
func retracted(day graph.Day) claimOption { return func(c *graph.Claim) { c.Retracted = day } }
func rank(n int) claimOption              { return func(c *graph.Claim) { c.Rank = n } }
func again(n int) claimOption             { return func(c *graph.Claim) { c.Occurrence = n } }
func amount(yuan float64) claimOption     { return func(c *graph.Claim) { c.Amount = &yuan } }
func due(d graph.PartialDate) claimOption { return func(c *graph.Claim) { c.Expected = d } }
func replaces(wrong *graph.Claim) claimOption {
	return func(c *graph.Claim) { c.Replaces = claimID(wrong) }
}
func holds(from, to graph.PartialDate) claimOption {
	return func(c *graph.Claim) { c.ValidTime = graph.Period{From: from, To: to} }
}

// claimID returns the id of a claim of the fixture.
func claimID(c *graph.Claim) graph.ID {
	firsts := map[graph.ID]graph.ID{Yunhe: FormerYunhe, Bureau: FormerBureau}
	return graph.ClaimID(c, func(id graph.ID) graph.ID {
		if first, ok := firsts[id]; ok {
			return first
		}
		return id
	})
}

func fixtureClaims() []*graph.Claim {
	wrongPlace := says(Beichen, graph.LocatedIn, Langang, cites(words(BriefingText, 4, "北辰轮胎位于岚港市")), retracted("2024-06-01"))
	late := recorded("2025-01-05")
	return []*graph.Claim{
		says(Department, graph.Issued, SmartPlan, as("issuer"), cites(words(PlanText, 1, "东岭省工业厅印发智能工厂行动计划"), words(BriefingText, 1, "智能工厂行动发布会"))),
		says(Bureau, graph.Issued, Rules, as("drafter"), late, cites(words(RulesText, 1, "岚港市工业局起草"))),
		says(SmartPlan, graph.Implements, Opinions, cites(words(PlanText, 2, "计划落实工业强省意见"))),
		says(Bureau, graph.Implements, Rules, as("lead"), late, cites(words(RulesText, 1, "岚港市工业局起草并负责实施"))),
		says(SmartPlan, graph.Amends, Opinions, implied, cites(words(PlanText, 2, "工业强省意见，并作修订"))),
		says(SmartPlan, graph.Supersedes, SmartDraft, cites(words(PlanText, 2, "征求意见稿同时废止"))),
		says(Rules, graph.BasedOn, SmartPlan, late, cites(words(RulesText, 1, "依据是智能工厂行动计划"))),
		says(SmartPlan, graph.Governs, MorningStar, cites(words(PlanText, 3, "启明工厂称号"), words(BriefingText, 4, "启明工厂"))),
		says(SmartPlan, graph.ExplainedAt, Briefing, as("explained"), cites(words(BriefingText, 1, "智能工厂行动发布会"))),
		says(Campaign, graph.ExplainedAt, Briefing, as("announced"), cites(words(BriefingText, 1, "智能工厂行动发布会"))),
		says(SmartPlan, graph.AppliesTo, Langang, holds("2023-03", "2025"), cites(words(PlanText, 3, "岚港市"))),
		says(SmartPlan, graph.AppliesTo, Yunhe, holds("2023-03", "2025"), cites(words(PlanText, 3, "云河市"))),
		says(SmartPlan, graph.Targets, Chemicals, cites(words(PlanText, 3, "聚焦化工"))),
		says(SmartPlan, graph.Targets, NewMaterials, implied, cites(words(PlanText, 3, "新材料"))),
		says(SmartPlan, graph.Establishes, MorningStar, cites(words(PlanText, 3, "新设启明工厂称号"))),
		says(SmartPlan, graph.Establishes, Campaign, cites(words(PlanText, 3, "实施智能工厂行动"))),
		says(SmartPlan, graph.Supports, MorningStar, implied, cites(words(PlanText, 3, "启明工厂称号"))),
		says(SmartPlan, graph.Supports, Campaign, at(graph.Planned), implied, cites(words(PlanText, 3, "智能工厂行动"))),
		says(SmartPlan, graph.Supports, Campaign, cites(words(PlanText, 3, "智能工厂行动"), words(BriefingText, 1, "智能工厂行动"), words(BriefingText, 1, "智能工厂行动发布会"))),
		says(SmartPlan, graph.Supports, Hengyao, at(graph.Planned), cites(words(PlanText, 4, "支持恒曜化工")), on(graph.Stated)),
		says(Rules, graph.Supports, Cloud, late, cites(words(RulesText, 5, "支持岚芯平台"))),
		says(Department, graph.Runs, Campaign, cites(words(PlanText, 3, "实施智能工厂行动"))),
		says(Department, graph.Advances, LineTwo, at(graph.Planned), due("2025-12"), under(SmartPlan), cites(words(PlanText, 4, "推进恒曜二期项目"))),
		says(Langang, graph.Seeks, MorningStar, at(graph.Applied), cites(words(PlanText, 4, "岚港市争创启明工厂"))),
		says(Hengyao, graph.Undertakes, LineTwo, cites(words(BriefingText, 5, "恒曜化工承担恒曜二期项目"))),
		says(Beichen, graph.Undertakes, Workshop, cites(words(BriefingText, 5, "北辰轮胎承担数字车间项目"))),
		says(Lanxin, graph.Operates, Cloud, late, cites(words(RulesText, 2, "运营岚芯平台"))),
		says(Lanxin, graph.Builds, Cloud, late, at(graph.UnderWay), cites(words(RulesText, 2, "岚信建设并运营岚芯平台"))),
		says(University, graph.Operates, PolymerLab, late, cites(words(RulesText, 3, "岚港聚合物实验室由东岭大学运营"))),

		says(Hengyao, graph.SelectedFor, MorningStar, rank(1), holds("2023-04", ""), cites(words(BriefingText, 4, "恒曜化工"), listed(Register))),
		says(Hengyao, graph.SelectedFor, MorningStar, at(graph.Ended), holds("2020", "2022-06-30"), cites(listed(Register))),
		says(Beichen, graph.SelectedFor, MorningStar, rank(2), holds("2023", ""), cites(words(BriefingText, 4, "北辰轮胎"))),
		says(Lanxin, graph.SelectedFor, MorningStar, holds("2023-04-01", "2024-03-31"), cites(words(BriefingText, 4, "岚信"), listed(Register))),
		says(Workshop, graph.SelectedFor, MorningStar, implied, cites(listed(Register))),
		says(PolymerLab, graph.SelectedFor, MorningStar, cites(listed(Register))),
		says(Park, graph.SelectedFor, MorningStar, recorded("2024-01-15"), cites(listed(Register))),
		says(Cloud, graph.SelectedFor, MorningStar, late, cites(listed(Register))),
		says(Yunhe, graph.SelectedFor, MorningStar, under(SmartPlan), cites(listed(Register))),
		says(University, graph.ParticipatesIn, MorningStar, cites(listed(Register))),

		says(Beichen, graph.ParticipatesIn, Campaign, cites(words(PlanText, 4, "北辰轮胎升级"))),
		says(Lanxin, graph.ParticipatesIn, Campaign, under(SmartPlan), late, cites(words(RulesText, 2, "岚信"))),
		says(Lanxin, graph.ParticipatesIn, Campaign, under(Briefing), again(1), late, cites(words(RulesText, 2, "岚信"))),
		says(Lin, graph.ParticipatesIn, Briefing, cites(words(BriefingText, 1, "林海燕"))),
		says(Department, graph.Grants, MorningStar, cites(words(PlanText, 3, "由省工业厅认定"))),
		says(MorningStar, graph.FundedBy, Department, retracted("2025-02-01"), cites(words(PlanText, 3, "由省工业厅认定"))),
		says(DigitalFund, graph.FundedBy, Bureau, late, cites(words(RulesText, 5, "数字经济基金由岚港市工业局出资"))),
		says(LineTwo, graph.FundedBy, DigitalFund, late, at(graph.Signed), amount(1.2e8), cites(words(RulesText, 5, "数字经济基金"))),

		says(Hengyao, graph.PartOf, Park, late, cites(words(RulesText, 4, "岚港化工园集聚恒曜化工"))),
		says(MorningStar, graph.PartOf, Campaign, implied, cites(words(PlanText, 3, "启明工厂称号")), on(graph.Listed)),
		says(Workshop, graph.PartOf, Campaign, cites(words(BriefingText, 5, "数字车间项目"))),
		says(NewMaterials, graph.PartOf, Chemicals, cites(words(PlanText, 3, "化工与新材料"))),
		says(NewMaterials, graph.PartOf, Digital, under(Rules), late, cites(words(RulesText, 6, "数字经济包含新材料"))),

		says(Langang, graph.LocatedIn, Dongling, cites(words(BriefingText, 3, "岚港市"))),
		says(Yunhe, graph.LocatedIn, Dongling, cites(words(BriefingText, 3, "云河市"))),
		says(Hengyao, graph.LocatedIn, Langang, late, cites(words(RulesText, 4, "岚港化工园集聚恒曜化工"))),
		says(Lanxin, graph.LocatedIn, Langang, cites(words(BriefingText, 4, "岚信"))),
		says(PolymerLab, graph.LocatedIn, Langang, late, cites(words(RulesText, 3, "岚港聚合物实验室"))),
		says(Park, graph.LocatedIn, Langang, late, cites(words(RulesText, 4, "岚港化工园"))),
		says(LineTwo, graph.LocatedIn, Langang, at(graph.Proposed), implied, cites(words(PlanText, 4, "恒曜二期项目，岚港市"))),
		wrongPlace,
		says(Beichen, graph.LocatedIn, Yunhe, recorded("2024-06-01"), replaces(wrongPlace), cites(words(RulesText, 6, "北辰轮胎位于云河市"))),

		says(Hengyao, graph.InIndustry, Chemicals, late, cites(words(RulesText, 4, "恒曜化工等企业，属于化工产业"))),
		says(Park, graph.InIndustry, Chemicals, late, cites(words(RulesText, 4, "属于化工产业"))),
		says(Cloud, graph.Uses, Digital, late, cites(words(RulesText, 2, "平台采用数字经济技术")), on(graph.Stated), subjectAt(words(RulesText, 2, "岚芯平台"))),
		says(Lin, graph.HoldsPost, Department, as("副厅长"), holds("2020", "2023-06"), cites(words(BriefingText, 2, "林海燕任东岭省工业厅副厅长"))),
		says(Lin, graph.HoldsPost, Bureau, holds("2023-07", ""), cites(words(BriefingText, 2, "到岚港市工业局任职"))),
		says(Lin, graph.SpokeAt, Briefing, cites(words(BriefingText, 1, "林海燕作了说明"))),
		says(University, graph.Hosted, Briefing, cites(words(BriefingText, 1, "东岭大学主办"))),
		says(Langang, graph.Hosted, Fair, recorded("2024-01-15"), cites(listed(Register))),

		// Given from the end that sorts last: a symmetric claim has sorted ends.
		says(PolymerLab, graph.PartnersWith, Hengyao, late, cites(words(RulesText, 3, "与恒曜化工合作"))),
		says(Hengyao, graph.PartnersWith, Lanxin, late, cites(words(RulesText, 3, "恒曜化工也与岚信合作"))),
		says(University, graph.PartnersWith, Association, at(graph.Ended), holds("2019-05", "2021"), cites(listed(Register))),

		says(Dongling, graph.Cultivates, Lanxin, at(graph.UnderWay), cites(words(BriefingText, 4, "岚信"))),
		says(Department, graph.Contacted, Association, cites(words(BriefingText, 1, "智能工厂行动发布会"))),
		says(DigitalFund, graph.InvestsIn, Cloud, late, amount(3e7), cites(words(RulesText, 2, "运营岚芯平台"))),
		says(Lanxin, graph.Supplies, Hengyao, late, cites(listed(Register))),
		says(Association, graph.SubsidiaryOf, University, cites(listed(Register))),
		says(Chemicals, graph.MentionedAt, Briefing, cites(words(BriefingText, 1, "智能工厂行动发布会"))),
	}
}

func fixtureFigures() []*graph.Figure {
	number := func(v float64) *float64 { return &v }
	year := func(d graph.PartialDate) graph.Period { return graph.Period{From: d, To: d} }
	const early, late = graph.Day("2023-05-01"), graph.Day("2025-01-05")
	first := func(id graph.ID) graph.ID {
		if id == Yunhe {
			return FormerYunhe
		}
		return id
	}

	whole := &graph.Figure{Subject: Dongling, Indicator: Factories, Status: graph.StatusActual, Comparator: graph.Exact, Value: number(126), Unit: "1", Stated: "126家",
		Period: graph.Period{To: "2023-03"}, Recorded: early, Evidence: []graph.Evidence{words(BriefingText, 3, "全省智能工厂126家")}}
	wrong := &graph.Figure{Subject: Langang, Indicator: Factories, Status: graph.StatusActual, Comparator: graph.Exact, Value: number(37), Unit: "1", Stated: "37家",
		Period: year("2024"), Recorded: late, Retracted: "2025-02-01", Evidence: []graph.Evidence{words(RulesText, 5, "岚港市智能工厂73家")}}
	return []*graph.Figure{
		{Subject: Dongling, Indicator: Factories, Status: graph.StatusTarget, Comparator: graph.AtLeast, Value: number(200), Unit: "1", Stated: "200家以上",
			Period: year("2025"), Under: SmartPlan, Recorded: early, Evidence: []graph.Evidence{words(PlanText, 5, "全省智能工厂达到200家以上")}},
		whole,
		{Subject: Dongling, Indicator: Factories, Status: graph.StatusActual, Value: number(79), Unit: "1", Stated: "79家", Breakdown: []graph.ID{Yunhe, Langang},
			Period: graph.Period{To: "2023-03"}, Recorded: early, Evidence: []graph.Evidence{words(BriefingText, 3, "两市合计79家")}},
		{Subject: Langang, Indicator: Factories, Status: graph.StatusActual, Value: number(58), Unit: "1", Stated: "58家", PartOf: graph.FigureID(whole, first),
			Period: graph.Period{To: "2023-03"}, Recorded: early, Evidence: []graph.Evidence{words(BriefingText, 3, "岚港市58家")}},
		{Subject: Yunhe, Indicator: Factories, Status: graph.StatusActual, Value: number(21), Unit: "1", Stated: "21家", PartOf: graph.FigureID(whole, first),
			Period: graph.Period{To: "2023-03"}, Recorded: early, Evidence: []graph.Evidence{words(BriefingText, 3, "云河市21家")}},
		wrong,
		{Subject: Langang, Indicator: Factories, Status: graph.StatusActual, Value: number(73), Unit: "1", Stated: "73家", Replaces: graph.FigureID(wrong, first),
			Period: year("2024"), Recorded: "2025-02-01", Evidence: []graph.Evidence{words(RulesText, 5, "岚港市智能工厂73家")}},
		{Subject: Langang, Indicator: Growth, Status: graph.StatusActual, Value: number(26), Unit: "%", Stated: "26%",
			Period: year("2024"), Recorded: late, Evidence: []graph.Evidence{words(RulesText, 5, "增长26%")}},
		{Subject: Dongling, Indicator: Share, Status: graph.StatusTarget, Comparator: graph.Range, Value: number(45), ValueMax: number(50), Unit: "%", Stated: "45%至50%",
			Period: year("2025"), Under: SmartPlan, Recorded: early, Evidence: []graph.Evidence{words(PlanText, 5, "数字经济占比提高到45%至50%")}},
		{Subject: Dongling, Indicator: Share, Status: graph.StatusPlan, Comparator: graph.Qualitative, Unit: "%", Stated: "明显增强",
			Under: SmartPlan, Recorded: early, Evidence: []graph.Evidence{words(PlanText, 5, "产业基础明显增强")}},
		{Subject: Hengyao, Indicator: Growth, Status: graph.StatusPlan, Comparator: graph.About, Value: number(10), Unit: "%", Stated: "10%左右", Condition: "second line included", Breakdown: []graph.ID{Digital},
			Period: graph.Period{From: "2024", To: "2026-06"}, Under: DigitalFund, Recorded: late, Evidence: []graph.Evidence{listed(Register)}},
	}
}
