package graph

import "slices"

// RelationType is the type of a claim: how its subject is related to its object. Its
// values are those of the GraphQL enum RelationType and the names of relationship types
// in Neo4j.
type RelationType string

// The types of claims; [Vocabulary] defines what each relates.
const (
	Issued         RelationType = "ISSUED"
	Implements     RelationType = "IMPLEMENTS"
	Amends         RelationType = "AMENDS"
	Supersedes     RelationType = "SUPERSEDES"
	BasedOn        RelationType = "BASED_ON"
	Governs        RelationType = "GOVERNS"
	ExplainedAt    RelationType = "EXPLAINED_AT"
	MentionedAt    RelationType = "MENTIONED_AT"
	AppliesTo      RelationType = "APPLIES_TO"
	Targets        RelationType = "TARGETS"
	Establishes    RelationType = "ESTABLISHES"
	Cultivates     RelationType = "CULTIVATES"
	Supports       RelationType = "SUPPORTS"
	Runs           RelationType = "RUNS"
	Advances       RelationType = "ADVANCES"
	Seeks          RelationType = "SEEKS"
	Undertakes     RelationType = "UNDERTAKES"
	Operates       RelationType = "OPERATES"
	Builds         RelationType = "BUILDS"
	SelectedFor    RelationType = "SELECTED_FOR"
	ParticipatesIn RelationType = "PARTICIPATES_IN"
	Grants         RelationType = "GRANTS"
	FundedBy       RelationType = "FUNDED_BY"
	InvestsIn      RelationType = "INVESTS_IN"
	Supplies       RelationType = "SUPPLIES"
	PartOf         RelationType = "PART_OF"
	SubsidiaryOf   RelationType = "SUBSIDIARY_OF"
	LocatedIn      RelationType = "LOCATED_IN"
	InIndustry     RelationType = "IN_INDUSTRY"
	Uses           RelationType = "USES"
	HoldsPost      RelationType = "HOLDS_POST"
	SpokeAt        RelationType = "SPOKE_AT"
	Hosted         RelationType = "HOSTED"
	PartnersWith   RelationType = "PARTNERS_WITH"
	Contacted      RelationType = "CONTACTED"
)

// Ends is a combination of kinds that a type may relate: any of Subjects to any of
// Objects, and with SameKind only kinds that are equal.
type Ends struct {
	Subjects, Objects []Kind
	SameKind          bool
}

// Relation is a row of the vocabulary.
type Relation struct {
	Type    RelationType
	Label   Label // read from subject to object
	Inverse Label // read from object to subject
	Ends    []Ends
	// Symmetric reports that the relation reads the same from both ends. It is stored
	// once and seen from both.
	Symmetric bool
	// Hierarchy reports that the claims between entities of one kind form no cycle.
	Hierarchy bool
	// Roles are those that the subject may have.
	Roles []string
}

func kinds(k ...Kind) []Kind { return k }

func anyKind() []Kind {
	all := make([]Kind, len(Kinds))
	for i, k := range Kinds {
		all[i] = k.Kind
	}
	return all
}

func anyBut(not ...Kind) []Kind {
	return slices.DeleteFunc(anyKind(), func(k Kind) bool { return slices.Contains(not, k) })
}

func ends(subjects, objects []Kind) []Ends { return []Ends{{Subjects: subjects, Objects: objects}} }

// Vocabulary lists the types of claims. Validation, the API's descriptions, the
// relationship types in Neo4j and the documentation are derived from this table.
var Vocabulary = []Relation{
	{Type: Issued, Label: Label{"出台", "issued"}, Inverse: Label{"出台机构", "issued by"},
		Ends: ends(kinds(Agency, Region), kinds(Policy)), Roles: []string{"issuer", "drafter", "approver"}},
	{Type: Implements, Label: Label{"落实", "implements"}, Inverse: Label{"落实者", "implemented by"},
		Ends: ends(kinds(Policy, Agency, Region), kinds(Policy)), Roles: []string{"lead", "coordinator"}, Hierarchy: true},
	{Type: Amends, Label: Label{"修订", "amends"}, Inverse: Label{"修订文件", "amended by"},
		Ends: ends(kinds(Policy), kinds(Policy)), Hierarchy: true},
	{Type: Supersedes, Label: Label{"取代", "supersedes"}, Inverse: Label{"被取代于", "superseded by"},
		Ends: ends(kinds(Policy), kinds(Policy)), Hierarchy: true},
	{Type: BasedOn, Label: Label{"依据", "based on"}, Inverse: Label{"作为依据", "basis of"},
		Ends: ends(kinds(Policy), kinds(Policy)), Hierarchy: true},
	{Type: Governs, Label: Label{"规范", "governs"}, Inverse: Label{"适用办法", "governed by"},
		Ends: ends(kinds(Policy), kinds(Programme, Platform, Cluster, Industry))},
	{Type: ExplainedAt, Label: Label{"发布解读于", "explained at"}, Inverse: Label{"解读内容", "explained"},
		Ends: ends(kinds(Policy, Programme, Project, Industry), kinds(Event)), Roles: []string{"explained", "announced", "proposed"}},
	{Type: MentionedAt, Label: Label{"提及于", "mentioned at"}, Inverse: Label{"提及", "mentioned"},
		Ends: ends(anyBut(Person), kinds(Event))},
	{Type: AppliesTo, Label: Label{"适用于", "applies to"}, Inverse: Label{"适用政策", "subject to"},
		Ends: ends(kinds(Policy, Programme), kinds(Region, Cluster, Programme))},
	{Type: Targets, Label: Label{"聚焦", "targets"}, Inverse: Label{"被聚焦于", "targeted by"},
		Ends: ends(kinds(Policy, Programme, Project, Lab, Platform, Cluster, Agency, Region, Event), kinds(Industry))},
	{Type: Establishes, Label: Label{"设立", "establishes"}, Inverse: Label{"设立者", "established by"},
		Ends: ends(kinds(Policy, Agency, Region), kinds(Programme, Platform, Lab, Cluster, Project, Policy))},
	{Type: Cultivates, Label: Label{"培育", "cultivates"}, Inverse: Label{"培育者", "cultivated by"},
		Ends: ends(kinds(Policy, Agency, Region, Programme), kinds(Programme, Cluster, Industry, Enterprise))},
	{Type: Supports, Label: Label{"支持", "supports"}, Inverse: Label{"支持者", "supported by"},
		Ends: ends(kinds(Policy, Programme, Agency, Region), anyBut(Person, Industry))},
	{Type: Runs, Label: Label{"实施", "runs"}, Inverse: Label{"实施者", "run by"},
		Ends: ends(kinds(Agency, Region), kinds(Programme))},
	{Type: Advances, Label: Label{"推进", "advances"}, Inverse: Label{"推进者", "advanced by"},
		Ends: ends(kinds(Agency, Region, Policy), kinds(Project, Platform))},
	{Type: Seeks, Label: Label{"争创", "seeks"}, Inverse: Label{"争创者", "sought by"},
		Ends: ends(kinds(Policy, Agency, Region, Enterprise, Project, Lab, Cluster, Platform), kinds(Programme))},
	{Type: Undertakes, Label: Label{"承担", "undertakes"}, Inverse: Label{"承担单位", "undertaken by"},
		Ends: ends(kinds(Enterprise, Organisation, Lab), kinds(Project))},
	{Type: Operates, Label: Label{"运营", "operates"}, Inverse: Label{"运营者", "operated by"},
		Ends: ends(kinds(Enterprise, Organisation, Agency, Region, Lab), kinds(Platform, Lab, Cluster))},
	{Type: Builds, Label: Label{"建设", "builds"}, Inverse: Label{"建设者", "built by"},
		Ends: ends(kinds(Enterprise, Organisation, Agency, Region, Lab, Project), kinds(Platform, Lab, Cluster, Project))},
	{Type: SelectedFor, Label: Label{"入选", "selected for"}, Inverse: Label{"入选者", "selected"},
		Ends: ends(kinds(Enterprise, Organisation, Project, Cluster, Lab, Platform, Region), kinds(Programme))},
	{Type: ParticipatesIn, Label: Label{"参与", "participates in"}, Inverse: Label{"参与者", "participants"},
		Ends: ends(anyKind(), kinds(Programme, Event))},
	{Type: Grants, Label: Label{"认定", "grants"}, Inverse: Label{"认定机构", "granted by"},
		Ends: ends(kinds(Agency, Region, Organisation), kinds(Programme))},
	{Type: FundedBy, Label: Label{"出资方", "funded by"}, Inverse: Label{"资助", "funds"},
		Ends: ends(anyKind(), kinds(Agency, Region, Enterprise, Organisation, Programme))},
	{Type: InvestsIn, Label: Label{"投资", "invests in"}, Inverse: Label{"投资者", "investors"},
		Ends: ends(kinds(Enterprise, Organisation, Agency, Region, Programme), kinds(Enterprise, Project, Platform, Lab, Cluster))},
	{Type: Supplies, Label: Label{"供应", "supplies"}, Inverse: Label{"供应商", "suppliers"},
		Ends: ends(kinds(Enterprise), kinds(Enterprise, Project))},
	{Type: PartOf, Label: Label{"属于", "part of"}, Inverse: Label{"包含", "includes"}, Hierarchy: true,
		Ends: []Ends{
			{Subjects: anyBut(Region, Person), Objects: anyBut(Region, Person), SameKind: true}, // regions nest by LOCATED_IN
			{Subjects: kinds(Project, Platform, Lab), Objects: kinds(Programme)},
			{Subjects: kinds(Programme), Objects: kinds(Policy)},
			{Subjects: kinds(Enterprise), Objects: kinds(Cluster)},
			{Subjects: kinds(Industry), Objects: kinds(Programme)},
		}},
	{Type: SubsidiaryOf, Label: Label{"隶属", "subsidiary of"}, Inverse: Label{"下属单位", "subsidiaries"}, Hierarchy: true,
		Ends: []Ends{{Subjects: kinds(Enterprise, Organisation), Objects: kinds(Enterprise, Organisation), SameKind: true}}},
	{Type: LocatedIn, Label: Label{"位于", "located in"}, Inverse: Label{"所在地", "location of"}, Hierarchy: true,
		Ends: []Ends{
			{Subjects: anyKind(), Objects: kinds(Region)},
			{Subjects: kinds(Project, Lab, Event), Objects: kinds(Cluster)},
		}},
	{Type: InIndustry, Label: Label{"所属产业", "in industry"}, Inverse: Label{"产业内", "industry of"},
		Ends: ends(kinds(Enterprise, Organisation, Cluster, Project, Lab, Platform, Programme), kinds(Industry))},
	{Type: Uses, Label: Label{"采用", "uses"}, Inverse: Label{"被采用于", "used by"},
		Ends: ends(kinds(Project, Lab, Platform, Programme, Enterprise, Cluster), kinds(Industry))},
	{Type: HoldsPost, Label: Label{"任职于", "holds a post in"}, Inverse: Label{"任职者", "officers"},
		Ends: ends(kinds(Person), kinds(Agency, Enterprise, Organisation, Lab, Region))},
	{Type: SpokeAt, Label: Label{"发言于", "spoke at"}, Inverse: Label{"发言者", "speakers"},
		Ends: ends(kinds(Person, Agency, Enterprise, Organisation, Lab, Platform, Region), kinds(Event))},
	{Type: Hosted, Label: Label{"举办", "hosted"}, Inverse: Label{"举办者", "hosted by"},
		Ends:  ends(kinds(Person, Agency, Enterprise, Organisation, Lab, Platform, Region), kinds(Event)),
		Roles: []string{"host", "organiser", "co-organiser"}},
	{Type: PartnersWith, Label: Label{"合作", "partners with"}, Inverse: Label{"合作", "partners with"}, Symmetric: true,
		Ends: ends(kinds(Enterprise, Organisation, Lab, Agency, Region, Platform), kinds(Enterprise, Organisation, Lab, Agency, Region, Platform))},
	{Type: Contacted, Label: Label{"对接", "contacted"}, Inverse: Label{"对接方", "contacted by"},
		Ends: ends(kinds(Agency, Region), kinds(Enterprise, Organisation))},
}

var vocabulary = func() map[RelationType]*Relation {
	m := make(map[RelationType]*Relation, len(Vocabulary))
	for i := range Vocabulary {
		m[Vocabulary[i].Type] = &Vocabulary[i]
	}
	return m
}()

// Relation returns the row of the vocabulary; nil for an unknown type.
func (t RelationType) Relation() *Relation { return vocabulary[t] }

// Symmetric reports whether the type reads the same from both ends.
func (t RelationType) Symmetric() bool {
	r := vocabulary[t]
	return r != nil && r.Symmetric
}

// Allows reports whether an entity of kind s may be related to one of kind o by this
// type.
func (r *Relation) Allows(s, o Kind) bool {
	for _, e := range r.Ends {
		if slices.Contains(e.Subjects, s) && slices.Contains(e.Objects, o) && (!e.SameKind || s == o) {
			return true
		}
	}
	return false
}

// SubjectKinds returns the kinds that may be the subject, in the order of [Kinds].
func (r *Relation) SubjectKinds() []Kind {
	return r.union(func(e Ends) []Kind { return e.Subjects })
}

// ObjectKinds returns the kinds that may be the object, in the order of [Kinds].
func (r *Relation) ObjectKinds() []Kind { return r.union(func(e Ends) []Kind { return e.Objects }) }

func (r *Relation) union(side func(Ends) []Kind) []Kind {
	var out []Kind
	for _, k := range Kinds {
		for _, e := range r.Ends {
			if slices.Contains(side(e), k.Kind) {
				out = append(out, k.Kind)
				break
			}
		}
	}
	return out
}

// LabelFrom returns the label of the relation as seen from the subject, or from the
// object where the direction is In.
func (t RelationType) LabelFrom(d Direction, lang Language) string {
	r := vocabulary[t]
	if r == nil {
		return string(t)
	}
	if d == In {
		return r.Inverse.In(lang)
	}
	return r.Label.In(lang)
}
