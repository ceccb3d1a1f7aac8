package graphtest

import (
	"context"
	"strings"
	"unicode/utf8"

	"policygraph/graph"
)

// texts are the paragraphs of the fixture's documents.
var texts = map[graph.ID][]string{
	PlanText: {
		"东岭省工业厅印发智能工厂行动计划，在全省推进制造业数字化。",
		"计划落实工业强省意见，并作修订；征求意见稿同时废止。",
		"新设启明工厂称号，由省工业厅认定；实施智能工厂行动，聚焦化工与新材料，适用于岚港市和云河市。",
		"支持恒曜化工和北辰轮胎升级，推进恒曜二期项目，岚港市争创启明工厂。",
		"到2025年，全省智能工厂达到200家以上，数字经济占比提高到45%至50%，产业基础明显增强。",
	},
	BriefingText: {
		"智能工厂行动发布会4月10日举行，林海燕作了说明，东岭大学主办。",
		"林海燕任东岭省工业厅副厅长，此后到岚港市工业局任职。",
		"截至2023年3月，全省智能工厂126家，其中岚港市58家、云河市21家，两市合计79家。",
		"恒曜化工、北辰轮胎与岚信入选启明工厂；北辰轮胎位于岚港市。",
		"恒曜化工承担恒曜二期项目，北辰轮胎承担数字车间项目。",
	},
	RulesText: {
		"岚港市数字经济促进条例施行，岚港市工业局起草并负责实施，依据是智能工厂行动计划。",
		"岚信建设并运营岚芯平台，平台采用数字经济技术。",
		"岚港聚合物实验室由东岭大学运营，与恒曜化工合作；恒曜化工也与岚信合作。",
		"岚港化工园集聚恒曜化工等企业，属于化工产业。",
		"数字经济基金由岚港市工业局出资，支持岚芯平台；2024年岚港市智能工厂73家，增长26%。",
		"条例所称数字经济包含新材料。北辰轮胎位于云河市。",
	},
}

// Texts returns the readable texts of the fixture's documents, except those that are cited
// whole.
func Texts() graph.DocumentTexts { return fixtureTexts{} }

type fixtureTexts struct{}

func (fixtureTexts) Paragraphs(_ context.Context, doc *graph.Document) ([]string, error) {
	return texts[doc.ID], nil
}

func fixtureDocuments() []*graph.Document {
	sum := strings.Repeat("0a", 32)
	return []*graph.Document{
		{ID: PlanText, Title: "智能工厂行动计划", Publisher: "东岭省工业厅", PublishedOn: "2023-03-15", Language: "zh-Hans", URL: "https://example.org/plan", SHA256: sum,
			SpeaksFor: []graph.SpeaksFor{{Entity: SmartPlan, Paragraphs: []graph.Paragraphs{{From: 3, To: 5}}, At: words(PlanText, 2, "计划落实工业强省意见").Pointer()}}},
		{ID: BriefingText, Title: "智能工厂行动发布会", Publisher: "东岭日报", Authors: []string{"赵文", "林一"}, PublishedOn: "2023-04", Language: "zh-Hans", SHA256: sum, Boilerplate: []graph.Paragraphs{{From: 6, To: 7}},
			Repairs:   []graph.Repair{{Paragraph: 6, From: "\"a\tb\"", To: "東嶺", Reason: "shows that a store keeps declared repairs"}},
			SpeaksFor: []graph.SpeaksFor{{Entity: Dongling, Words: []string{"全省"}, At: words(BriefingText, 2, "东岭省工业厅").Pointer()}}},
		{ID: RulesText, Title: "数字经济促进条例解读", PublishedOn: "2024-12-30", Language: "zh-Hans", SHA256: sum, FirstParagraph: 1, LastParagraph: 6},
		{ID: Register, Title: "启明工厂名录", Language: "zh-Hans"},
		{ID: Yearbook, Title: "岚港年鉴", Language: "zh-Hans"},
	}
}

// words returns evidence in a paragraph of one of the fixture's texts.
func words(document graph.ID, paragraph int, quoted string) graph.Evidence {
	before, _, found := strings.Cut(texts[document][paragraph-1], quoted)
	if !found {
		panic("the fixture quotes what its text does not say: " + quoted)
	}
	start := utf8.RuneCountInString(before)
	return graph.Evidence{
		Document: document, Paragraph: paragraph, Start: start, End: start + utf8.RuneCountInString(quoted),
		Check: graph.CheckValue(quoted), Confidence: 1,
	}
}

// listed returns evidence in a document that is cited whole.
func listed(document graph.ID) graph.Evidence {
	return graph.Evidence{Document: document, Method: graph.ByRule, Confidence: 0.9, Note: "read from the list"}
}
