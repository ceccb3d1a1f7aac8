package graph_test

import (
	"slices"
	"testing"

	"policygraph/graph"
)

func TestKinds(t *testing.T) {
	plurals := map[string]bool{}
	for _, k := range graph.Kinds {
		if !k.Kind.Valid() || k.Label.ZH == "" || k.Label.EN == "" || plurals[k.Plural] || k.Plural == "" {
			t.Errorf("%+v", k)
		}
		plurals[k.Plural] = true
		if k.Kind.Info() != k || k.Kind.TypeName() != k.Label.EN || graph.ID(k.Kind.Prefix()+":x").Kind() != k.Kind {
			t.Errorf("%s: %+v, type %s, prefix %s", k.Kind, k.Kind.Info(), k.Kind.TypeName(), k.Kind.Prefix())
		}
		if k.Label.In(graph.EN) != k.Label.EN || k.Label.In(graph.ZHHans) != k.Label.ZH {
			t.Errorf("%s: labels", k.Kind)
		}
	}
	for _, k := range []graph.Kind{"", "FIRM", "policy"} {
		if k.Valid() || k.Info() != (graph.KindInfo{}) {
			t.Errorf("%q is taken for a kind", k)
		}
	}
	if graph.Kind("").TypeName() != "" {
		t.Error("no kind has a type name")
	}
}

func TestVocabulary(t *testing.T) {
	seen := map[graph.RelationType]bool{}
	for i := range graph.Vocabulary {
		r := &graph.Vocabulary[i]
		if seen[r.Type] || r.Type.Relation() != r || r.Type.Symmetric() != r.Symmetric {
			t.Errorf("%s does not lead to its row", r.Type)
		}
		seen[r.Type] = true
		for _, label := range []graph.Label{r.Label, r.Inverse} {
			if label.ZH == "" || label.EN == "" {
				t.Errorf("%s has no label in a language", r.Type)
			}
		}
		if r.Type.LabelFrom(graph.Out, graph.EN) != r.Label.EN || r.Type.LabelFrom(graph.In, graph.ZHHans) != r.Inverse.ZH || r.Type.LabelFrom(graph.Both, graph.EN) != r.Label.EN {
			t.Errorf("%s: labels by direction", r.Type)
		}
		subjects, objects := r.SubjectKinds(), r.ObjectKinds()
		if len(subjects) == 0 || len(objects) == 0 {
			t.Errorf("%s relates nothing", r.Type)
		}
		if r.Symmetric && (!slices.Equal(subjects, objects) || r.Label != r.Inverse) {
			t.Errorf("%s is symmetric and reads differently from its ends", r.Type)
		}
		for _, k := range graph.Kinds {
			for _, o := range graph.Kinds {
				if r.Allows(k.Kind, o.Kind) && (!slices.Contains(subjects, k.Kind) || !slices.Contains(objects, o.Kind)) {
					t.Errorf("%s allows %s → %s, which it does not list", r.Type, k.Kind, o.Kind)
				}
			}
		}
	}
	if len(seen) != 35 {
		t.Errorf("%d types, want 35; change the number here and in CHANGELOG.md", len(seen))
	}
	unknown := graph.RelationType("LIKES")
	if unknown.Relation() != nil || unknown.Symmetric() || unknown.LabelFrom(graph.In, graph.EN) != "LIKES" {
		t.Error("an unknown type has a row")
	}
}

func TestAllows(t *testing.T) {
	for _, c := range []struct {
		t       graph.RelationType
		s, o    graph.Kind
		allowed bool
	}{
		{graph.Issued, graph.Agency, graph.Policy, true},
		{graph.Issued, graph.Policy, graph.Agency, false},
		{graph.Supports, graph.Policy, graph.Enterprise, true},
		{graph.Supports, graph.Policy, graph.Industry, false},
		{graph.Supports, graph.Policy, graph.Person, false},
		{graph.PartOf, graph.Industry, graph.Industry, true},
		{graph.PartOf, graph.Industry, graph.Cluster, false},
		{graph.PartOf, graph.Enterprise, graph.Cluster, true},
		{graph.PartOf, graph.Region, graph.Region, false}, // regions nest by LOCATED_IN
		{graph.LocatedIn, graph.Region, graph.Region, true},
		{graph.LocatedIn, graph.Project, graph.Cluster, true},
		{graph.LocatedIn, graph.Enterprise, graph.Cluster, false}, // a firm belongs to it: PART_OF
		{graph.Cultivates, graph.Programme, graph.Enterprise, true},
		{graph.Cultivates, graph.Policy, graph.Platform, false},
		{graph.SubsidiaryOf, graph.Enterprise, graph.Enterprise, true},
		{graph.SubsidiaryOf, graph.Enterprise, graph.Organisation, false},
		{graph.MentionedAt, graph.Person, graph.Event, false},
		{graph.Contacted, graph.Region, graph.Enterprise, true},
		{graph.Contacted, graph.Enterprise, graph.Region, false},
		{graph.HoldsPost, graph.Person, graph.Region, true},
		{graph.ParticipatesIn, graph.Person, graph.Event, true},
		{graph.ParticipatesIn, graph.Person, graph.Policy, false},
	} {
		if got := c.t.Relation().Allows(c.s, c.o); got != c.allowed {
			t.Errorf("%s %s %s: %t", c.s, c.t, c.o, got)
		}
	}
}

func TestShortcutsFollowWhatTheVocabularyAllows(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range graph.Shortcuts {
		name := string(s.Kind) + "." + s.Field
		if seen[name] || !s.Kind.Valid() || s.Field == "" || len(s.Types) == 0 {
			t.Errorf("%s", name)
		}
		seen[name] = true
		for _, rt := range s.Types {
			r := rt.Relation()
			if r == nil {
				t.Errorf("%s follows %s, which there is not", name, rt)
				continue
			}
			if r.Symmetric != (s.Direction == graph.Both) {
				t.Errorf("%s follows %s in direction %s", name, rt, s.Direction)
			}
			reaches := false
			for _, k := range graph.Kinds {
				if s.Target != "" && k.Kind != s.Target {
					continue
				}
				reaches = reaches || s.Direction != graph.In && r.Allows(s.Kind, k.Kind) || s.Direction != graph.Out && r.Allows(k.Kind, s.Kind)
			}
			if !reaches {
				t.Errorf("%s can reach nothing by %s", name, rt)
			}
			if s.Tree && (!r.Hierarchy || s.Target != s.Kind) {
				t.Errorf("%s is no tree by %s", name, rt)
			}
		}
	}
}

func TestEnumerationsHoldTheirDefaults(t *testing.T) {
	if !graph.OneOf(graph.Done, graph.Stages) || !graph.OneOf(graph.Explicit, graph.Certainties) || !graph.OneOf(graph.Exact, graph.Comparators) ||
		!graph.OneOf(graph.Curated, graph.Methods) || !graph.OneOf(graph.AdoptionUnknown, graph.Adoptions) || graph.OneOf(graph.Stage("SOON"), graph.Stages) {
		t.Error("an enumeration lacks its default, or has what it should not")
	}
}

func TestNames(t *testing.T) {
	full := graph.Names{Name: "万华", NameEN: "Wanhua", Hant: "萬華", Pinyin: "wàn huá"}
	bare := graph.Names{Name: "万华"}
	for lang, want := range map[graph.Language]string{graph.ZHHans: "万华", graph.ZHHant: "萬華", graph.EN: "Wanhua", graph.Pinyin: "wàn huá", "": "万华"} {
		if got := full.In(lang); got != want {
			t.Errorf("%q: %s, want %s", lang, got, want)
		}
		if got := bare.In(lang); got != "万华" {
			t.Errorf("%q, where there is none: %s", lang, got)
		}
	}
}

func TestLabelsInEveryLanguage(t *testing.T) {
	ofOthers := graph.Label{ZH: "间工厂", EN: "factories"}
	cases := []struct {
		rule     string
		label    graph.Label
		language graph.Language
		want     string
	}{
		{"a kind in simplified characters", graph.Enterprise.Info().Label, graph.ZHHans, "企业"},
		{"a kind in Traditional characters", graph.Enterprise.Info().Label, graph.ZHHant, "企業"},
		{"a kind in English", graph.Enterprise.Info().Label, graph.EN, "Enterprise"},
		{"a kind in pinyin", graph.Enterprise.Info().Label, graph.Pinyin, "qǐ yè"},
		{"a type in Traditional characters", graph.ParticipatesIn.Relation().Label, graph.ZHHant, "參與"},
		{"a type in pinyin, from the other end", graph.SelectedFor.Relation().Inverse, graph.Pinyin, "rù xuǎn zhě"},
		{"a label of a dataset has no Traditional form", ofOthers, graph.ZHHant, "间工厂"},
		{"a label of a dataset has no pinyin", ofOthers, graph.Pinyin, "间工厂"},
		{"a label of a dataset has English", ofOthers, graph.EN, "factories"},
	}
	for _, c := range cases {
		if got := c.label.In(c.language); got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
	for i := range graph.Vocabulary {
		r := &graph.Vocabulary[i]
		for _, d := range []graph.Direction{graph.Out, graph.In} {
			if r.Type.LabelFrom(d, graph.Pinyin) == r.Type.LabelFrom(d, graph.ZHHans) {
				t.Errorf("%s has no pinyin from the end %s", r.Type, d)
			}
		}
	}
}
