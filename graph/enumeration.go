package graph

import "policygraph/graph/textmatch"

// Enumeration is an enum of the API whose values have labels.
type Enumeration struct {
	Name   string // of the GraphQL enum
	Values []EnumValue
}

// EnumValue is a value of an enumeration.
type EnumValue struct {
	Value string
	Label Label
}

func enumeration(name string, values ...EnumValue) Enumeration { return Enumeration{name, values} }

func value[V ~string](v V, zh, en string) EnumValue { return EnumValue{string(v), Label{zh, en}} }

func fromTable[R any](name string, rows []R, value func(R) EnumValue) Enumeration {
	e := Enumeration{Name: name}
	for _, row := range rows {
		e.Values = append(e.Values, value(row))
	}
	return e
}

// Enumerations lists the enums that this package and [textmatch] define, with the labels
// of their values. A type of claims has the label that reads from its subject.
var Enumerations = func() []Enumeration {
	all := []Enumeration{
		enumeration("Certainty",
			value(Explicit, "明示", "stated"),
			value(Implied, "推定", "implied")),
		enumeration("Stage",
			value(Proposed, "拟议", "proposed"),
			value(Planned, "计划", "planned"),
			value(Applied, "已申报", "applied for"),
			value(Signed, "已签约", "signed"),
			value(UnderWay, "进行中", "under way"),
			value(Done, "已完成", "done"),
			value(Ended, "已结束", "ended")),
		enumeration("Tie",
			value(TieClaim, "陈述两端", "by the claim"),
			value(TieUnder, "列于其下", "by what it is under")),
		enumeration("Undated",
			value(Presume, "推定起始", "presume a beginning"),
			value(Include, "一律包括", "include")),
		enumeration("Validity",
			value(ValidityStated, "明示", "stated"),
			value(ValidityPresumed, "推定", "presumed"),
			value(ValidityUnknown, "不详", "unknown")),
		enumeration("Adoption",
			value(Draft, "征求意见稿", "draft"),
			value(Adopted, "已通过", "adopted"),
			value(AdoptionUnknown, "未说明", "not stated")),
		enumeration("FigureStatus",
			value(StatusTarget, "目标", "target"),
			value(StatusPlan, "计划", "plan"),
			value(StatusActual, "实际", "actual")),
		enumeration("Comparator",
			value(Exact, "等于", "exactly"),
			value(AtLeast, "不少于", "at least"),
			value(MoreThan, "超过", "more than"),
			value(About, "约", "about"),
			value(AtMost, "不超过", "at most"),
			value(Range, "区间", "range"),
			value(Qualitative, "定性", "qualitative")),
		enumeration("Measure",
			value(Stock, "存量", "stock"),
			value(Flow, "流量", "flow"),
			value(Cumulative, "累计", "cumulative"),
			value(Share, "占比", "share"),
			value(Change, "变化", "change")),
		enumeration("EvidenceMethod",
			value(Curated, "人工", "curated"),
			value(ByRule, "规则", "by rule"),
			value(ByModel, "模型", "by model")),
		enumeration("CodeScheme",
			value(USCC, "统一社会信用代码", "unified social credit code"),
			value(DocumentNumber, "文号", "document number"),
			value(GBT2260, "行政区划代码", "code of administrative divisions")),
		enumeration("ProgressState",
			value(Reached, "已达成", "reached"),
			value(NotReached, "未达成", "not reached"),
			value(Pending, "未到期", "pending"),
			value(NoActual, "无实际值", "no actual"),
			value(BaselineOnly, "仅有基数", "baseline only"),
			value(NotComparable, "不可比", "not comparable")),
		enumeration("QuoteUnavailable",
			value(NoDocuments, "未配置原文", "no documents"),
			value(TextNotFound, "未找到原文", "not found"),
			value(TextChanged, "原文有变动", "text changed")),
		enumeration("Language",
			value(ZHHans, "简体中文", "simplified Chinese"),
			value(ZHHant, "繁体中文", "Traditional Chinese"),
			value(EN, "英文", "English"),
			value(Pinyin, "拼音", "pinyin")),
		enumeration("Direction",
			value(Out, "作为主体", "outward"),
			value(In, "作为客体", "inward"),
			value(Both, "双向", "both")),
		enumeration("Facet",
			value(FacetKind, "类型", "kind"),
			value(FacetRegion, "地区", "region"),
			value(FacetIndustry, "产业", "industry"),
			value(FacetDocument, "文献", "document"),
			value(FacetYear, "年份", "year"),
			value(FacetForm, "形式", "form")),
		enumeration("EntityOrderField",
			value(OrderByName, "名称", "name"),
			value(OrderByDate, "日期", "date"),
			value(OrderByRelations, "关系数", "relations")),
		enumeration("OrderDirection",
			value(Asc, "升序", "ascending"),
			value(Desc, "降序", "descending")),
		enumeration("NameForm",
			value(textmatch.FormCanonical, "正式名称", "canonical name"),
			value(textmatch.FormTraditional, "繁体名称", "name in Traditional characters"),
			value(textmatch.FormEnglish, "英文名称", "English name"),
			value(textmatch.FormPinyin, "拼音", "pinyin"),
			value(textmatch.FormInitials, "拼音首字母", "initials of pinyin"),
			value(textmatch.FormAlias, "别名", "alias"),
			value(textmatch.FormCode, "代码", "code")),
		enumeration("MatchQuality",
			value(textmatch.Exact, "全同", "exact"),
			value(textmatch.Prefix, "开头相同", "prefix"),
			value(textmatch.Infix, "包含", "infix"),
			value(textmatch.Fuzzy, "近似", "fuzzy")),
	}
	all = append(all,
		fromTable("EntityKind", Kinds, func(k KindInfo) EnumValue { return EnumValue{string(k.Kind), k.Label} }),
		fromTable("RelationType", Vocabulary, func(r Relation) EnumValue { return EnumValue{string(r.Type), r.Label} }),
		fromTable("Basis", Bases, func(b BasisInfo) EnumValue { return EnumValue{string(b.Basis), b.Label} }))
	for _, k := range Forms {
		all = append(all, fromTable(k.Enum, k.Values, func(f FormInfo) EnumValue { return EnumValue{string(f.Form), f.Label} }))
	}
	return all
}()

// enumLabels are the labels of [Enumerations], by enum and value.
var enumLabels = func() map[[2]string]Label {
	labels := map[[2]string]Label{}
	for _, e := range Enumerations {
		for _, v := range e.Values {
			labels[[2]string{e.Name, v.Value}] = v.Label
		}
	}
	return labels
}()

// EnumLabel returns the label of a value of one of [Enumerations]; the zero label of
// another value.
func EnumLabel[V ~string](enum string, value V) Label {
	return enumLabels[[2]string{enum, string(value)}]
}
