package graph

import "strings"

// Kind is the kind of an entity. Its values are those of the GraphQL
// enum EntityKind.
type Kind string

// The kinds of entities.
const (
	Policy       Kind = "POLICY"
	Agency       Kind = "AGENCY"
	Enterprise   Kind = "ENTERPRISE"
	Organisation Kind = "ORGANISATION"
	Lab          Kind = "LAB"
	Cluster      Kind = "CLUSTER"
	Programme    Kind = "PROGRAMME"
	Project      Kind = "PROJECT"
	Platform     Kind = "PLATFORM"
	Industry     Kind = "INDUSTRY"
	Region       Kind = "REGION"
	Person       Kind = "PERSON"
	Event        Kind = "EVENT"
)

// Label is a short text in Chinese and in English.
type Label struct{ ZH, EN string }

// In returns the label in the language. The Traditional and pinyin forms of the
// labels of [Kinds], of [Vocabulary] and of paths (graph/paths) are derived from the
// simplified ones, as those of names are; any other label is simplified Chinese in
// both.
func (l Label) In(lang Language) string {
	if lang == EN {
		return l.EN
	}
	if derived, ok := labels[l.ZH]; ok {
		switch lang {
		case ZHHant:
			return derived.hant
		case Pinyin:
			return derived.pinyin
		}
	}
	return l.ZH
}

// derivedLabel holds the derived forms of a label.
type derivedLabel struct{ hant, pinyin string }

// KindInfo describes a kind.
type KindInfo struct {
	Kind  Kind
	Label Label
	// Plural names the kind's file in a dataset, entities/<plural>.yaml, and
	// its connection in the API.
	Plural string
}

// Kinds lists every kind, in the order in which they are shown.
var Kinds = []KindInfo{
	{Policy, Label{"政策", "Policy"}, "policies"},
	{Agency, Label{"机构", "Agency"}, "agencies"},
	{Enterprise, Label{"企业", "Enterprise"}, "enterprises"},
	{Organisation, Label{"组织", "Organisation"}, "organisations"},
	{Lab, Label{"实验室", "Lab"}, "labs"},
	{Cluster, Label{"集群", "Cluster"}, "clusters"},
	{Programme, Label{"计划", "Programme"}, "programmes"},
	{Project, Label{"项目", "Project"}, "projects"},
	{Platform, Label{"平台", "Platform"}, "platforms"},
	{Industry, Label{"产业", "Industry"}, "industries"},
	{Region, Label{"地区", "Region"}, "regions"},
	{Person, Label{"人物", "Person"}, "people"},
	{Event, Label{"活动", "Event"}, "events"},
}

var kindByPrefix = func() map[string]Kind {
	m := make(map[string]Kind, len(Kinds))
	for _, k := range Kinds {
		m[k.Kind.Prefix()] = k.Kind
	}
	return m
}()

// Valid reports whether k is one of [Kinds].
func (k Kind) Valid() bool { return k != "" && kindByPrefix[k.Prefix()] == k }

// Prefix returns the part of an entity's id before the colon, such as "policy".
func (k Kind) Prefix() string { return strings.ToLower(string(k)) }

// TypeName returns the GraphQL type of entities of this kind, such as "Policy".
func (k Kind) TypeName() string {
	if k == "" {
		return ""
	}
	return string(k[:1]) + strings.ToLower(string(k[1:]))
}

// Info returns the row of [Kinds]; the zero value for an unknown kind.
func (k Kind) Info() KindInfo {
	for _, row := range Kinds {
		if row.Kind == k {
			return row
		}
	}
	return KindInfo{}
}
