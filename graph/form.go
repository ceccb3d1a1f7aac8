package graph

import (
	"slices"
	"strings"
)

// Form is what sort of thing of its kind an entity is: a programme may be a campaign or a
// title, an agency a government or a commission. [Forms] has the values of each kind; ""
// where none is given.
type Form string

// Forms of programmes.
const (
	Campaign  Form = "CAMPAIGN"
	Plan      Form = "PLAN"
	Title     Form = "TITLE"
	Selection Form = "LIST"
	Fund      Form = "FUND"
	Mechanism Form = "MECHANISM"
	Pilot     Form = "PILOT"
	Category  Form = "CATEGORY"
)

// FormInfo is a form that entities of a kind can have.
type FormInfo struct {
	Form  Form
	Label Label
	About string // one sentence
}

// KindForms is a row of [Forms].
type KindForms struct {
	Kind Kind
	Enum string // the name of the GraphQL enum
	// Field is the name of the field in the API, and of the key in a dataset's files.
	Field string
	// Required reports that each entity of the kind has a form.
	Required bool
	About    string // what the enum says; one sentence
	Values   []FormInfo
}

// Forms lists the kinds whose entities have forms. The API's enums, the keys of a
// dataset's files, the facet and the columns of exports are derived from this table; a
// kind that is added needs a field of [EntityFilter] and one of the view besides.
var Forms = []KindForms{
	{Policy, "PolicyForm", "form", false, "What sort of text a policy is.", []FormInfo{
		{"LAW", Label{"法律", "law"}, "A law of the national legislature."},
		{"REGULATION", Label{"法规规章", "regulation"}, "A regulation or rules with the force of law, local ones included."},
		{"PLAN", Label{"规划计划", "plan"}, "A plan, programme of action or implementation plan."},
		{"OPINIONS", Label{"意见", "opinions"}, "Opinions: guidance of a higher to lower bodies."},
		{"MEASURES", Label{"办法措施", "measures"}, "Measures, or administrative measures of a title or fund."},
		{"NOTICE", Label{"通知", "notice"}, "A notice."},
		{"DRAFT", Label{"征求意见稿", "draft"}, "A draft that is published for comment, whatever it is to become."},
		{"OTHER", Label{"其他", "other"}, "Another sort."},
	}},
	{Agency, "AgencyFunction", "function", false, "What an agency is for.", []FormInfo{
		{"GOVERNMENT", Label{"人民政府", "government"}, "A people's government, or its general office."},
		{"PARTY_COMMITTEE", Label{"党委", "party committee"}, "A committee of the Party, or an office of it."},
		{"DEVELOPMENT_AND_REFORM", Label{"发展改革", "development and reform"}, "A development and reform commission."},
		{"INDUSTRY_AND_INFORMATION", Label{"工业和信息化", "industry and information technology"}, "A department or bureau of industry and information technology."},
		{"INFORMATION_OFFICE", Label{"新闻办公室", "information office"}, "An information office, which holds press conferences."},
		{"LEADING_GROUP", Label{"领导小组", "leading group"}, "A leading group, or the office of one."},
		{"OTHER", Label{"其他", "other"}, "Another function."},
	}},
	{Organisation, "OrganisationForm", "form", false, "What sort of body an organisation is.", []FormInfo{
		{"ASSOCIATION", Label{"协会商会", "association"}, "An association, alliance or chamber of commerce."},
		{"UNIVERSITY", Label{"高等院校", "university"}, "A university or college."},
		{"MEDIA", Label{"媒体", "media"}, "A newspaper, broadcaster or other medium."},
		{"OTHER", Label{"其他", "other"}, "Another sort."},
	}},
	{Programme, "ProgrammeForm", "form", true, "The form of a programme.", []FormInfo{
		{Campaign, Label{"行动", "campaign"}, "A campaign."},
		{Plan, Label{"计划", "plan"}, "An action plan that is not published as a document of its own."},
		{Title, Label{"称号", "title"}, "A title or label that is awarded."},
		{Selection, Label{"名单", "list"}, "A selection list."},
		{Fund, Label{"资金", "fund"}, "A fund or subsidy."},
		{Mechanism, Label{"机制", "mechanism"}, "A working mechanism."},
		{Pilot, Label{"试点", "pilot"}, "A pilot."},
		{Category, Label{"类别", "category"}, "A legal or statistical class."},
	}},
	{Industry, "IndustryForm", "form", false, "Whether an industry is a sector, a technology or a theme.", []FormInfo{
		{"SECTOR", Label{"行业", "sector"}, "A sector of the economy, such as the chemical industry."},
		{"TECHNOLOGY", Label{"技术", "technology"}, "A technology, such as blockchain."},
		{"THEME", Label{"主题", "theme"}, "A theme of policy that cuts across sectors, such as digital transformation."},
	}},
}

// Forms returns the kind's row of [Forms]; nil where its entities have no forms.
func (k Kind) Forms() *KindForms {
	for i := range Forms {
		if Forms[i].Kind == k {
			return &Forms[i]
		}
	}
	return nil
}

// Name names a form in messages, such as form of a programme.
func (k *KindForms) Name() string {
	article := "a "
	if strings.ContainsRune("AEIO", rune(k.Kind[0])) {
		article = "an "
	}
	return k.Field + " of " + article + strings.ToLower(string(k.Kind))
}

// All returns the forms, in the order of the table.
func (k *KindForms) All() []Form {
	all := make([]Form, len(k.Values))
	for i, v := range k.Values {
		all[i] = v.Form
	}
	return all
}

// FormIn returns the entity's form if the API and the dataset's files show it in this
// field; "" otherwise.
func (e *Entity) FormIn(field string) Form {
	if k := e.Kind.Forms(); k != nil && k.Field == field {
		return e.Form
	}
	return ""
}

// FormValue is a form of a kind, as a value of [FacetForm] names it: PROGRAMME/TITLE. A
// form of two kinds, such as OTHER, is two values.
type FormValue struct {
	Kind Kind
	FormInfo
}

// FormValues lists every form of every kind.
var FormValues = func() []FormValue {
	var all []FormValue
	for _, k := range Forms {
		for _, v := range k.Values {
			all = append(all, FormValue{k.Kind, v})
		}
	}
	return all
}()

// String returns the value as the facet has it.
func (v FormValue) String() string { return string(v.Kind) + "/" + string(v.Form) }

// FormNumber returns the position of the entity's form in [FormValues]; false where it has
// none.
func (e *Entity) FormNumber() (int, bool) {
	if e.Form == "" {
		return 0, false
	}
	i := slices.IndexFunc(FormValues, func(v FormValue) bool { return v.Kind == e.Kind && v.Form == e.Form })
	return i, i >= 0
}

// FormLabel returns the label of a value of [FacetForm]: the kind and the form.
func FormLabel(value string, lang Language) string {
	for _, v := range FormValues {
		if v.String() == value {
			separator := "："
			if lang == EN || lang == Pinyin {
				separator = ": "
			}
			return v.Kind.Info().Label.In(lang) + separator + v.Label.In(lang)
		}
	}
	return value
}
