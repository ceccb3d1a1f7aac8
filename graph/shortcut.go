package graph

// Shortcut is a typed field of the API that follows claims from an entity to
// others: Policy.programmes, Region.parent.
type Shortcut struct {
	Kind      Kind           // of the entity that has the field
	Field     string         // the field's name in the API
	Types     []RelationType // types of the claims that it follows
	Direction Direction      // seen from the entity
	// Target is the kind at the other end: the field has one edge for each entity, with
	// all its claims. Where it is "", the other end can be of several kinds: the field
	// has one edge for each claim, and an argument kinds.
	Target Kind
	// Tree reports that the field follows a hierarchy: it leaves out claims made under
	// a policy, such as a policy's own grouping of industries.
	Tree bool
}

// Shortcuts lists every typed shortcut of the API.
var Shortcuts = []Shortcut{
	{Policy, "issuers", []RelationType{Issued}, In, "", false},
	{Policy, "programmes", []RelationType{Establishes, Cultivates, Supports, Governs}, Out, Programme, false},
	{Policy, "projects", []RelationType{Advances, Supports, Establishes}, Out, Project, false},
	{Policy, "industries", []RelationType{Targets}, Out, Industry, false},
	{Policy, "regions", []RelationType{AppliesTo}, Out, Region, false},
	{Policy, "events", []RelationType{ExplainedAt}, Out, Event, false},
	{Policy, "implements", []RelationType{Implements}, Out, Policy, false},
	{Policy, "implementedBy", []RelationType{Implements}, In, Policy, false},
	{Policy, "implementers", []RelationType{Implements}, In, "", false},
	{Policy, "supersedes", []RelationType{Supersedes, Amends}, Out, Policy, false},
	{Policy, "supersededBy", []RelationType{Supersedes, Amends}, In, Policy, false},

	{Agency, "policies", []RelationType{Issued}, Out, Policy, false},
	{Agency, "programmes", []RelationType{Runs, Grants, Establishes, Cultivates}, Out, Programme, false},
	{Agency, "people", []RelationType{HoldsPost}, In, Person, false},

	{Enterprise, "programmes", []RelationType{SelectedFor, ParticipatesIn}, Out, Programme, false},
	{Enterprise, "projects", []RelationType{Undertakes, Builds}, Out, Project, false},
	{Enterprise, "platforms", []RelationType{Operates, Builds}, Out, Platform, false},
	{Enterprise, "labs", []RelationType{Operates, Builds}, Out, Lab, false},
	{Enterprise, "clusters", []RelationType{PartOf}, Out, Cluster, false},
	{Enterprise, "industries", []RelationType{InIndustry}, Out, Industry, false},
	{Enterprise, "partners", []RelationType{PartnersWith}, Both, "", false},
	{Enterprise, "regions", []RelationType{LocatedIn}, Out, Region, false},

	{Organisation, "programmes", []RelationType{SelectedFor, ParticipatesIn}, Out, Programme, false},
	{Organisation, "partners", []RelationType{PartnersWith}, Both, "", false},
	{Organisation, "regions", []RelationType{LocatedIn}, Out, Region, false},

	{Lab, "programmes", []RelationType{SelectedFor, ParticipatesIn}, Out, Programme, false},
	{Lab, "operators", []RelationType{Operates, Builds}, In, "", false},
	{Lab, "regions", []RelationType{LocatedIn}, Out, Region, false},

	{Cluster, "enterprises", []RelationType{PartOf}, In, Enterprise, false},
	{Cluster, "programmes", []RelationType{SelectedFor, ParticipatesIn}, Out, Programme, false},
	{Cluster, "industries", []RelationType{InIndustry}, Out, Industry, false},
	{Cluster, "regions", []RelationType{LocatedIn}, Out, Region, false},

	{Programme, "parent", []RelationType{PartOf}, Out, Programme, true},
	{Programme, "children", []RelationType{PartOf}, In, Programme, true},
	{Programme, "policies", []RelationType{Establishes, Cultivates, Supports, Governs}, In, Policy, false},
	{Programme, "participants", []RelationType{SelectedFor, ParticipatesIn}, In, "", false},
	{Programme, "projects", []RelationType{SelectedFor, PartOf}, In, Project, false},
	{Programme, "organisers", []RelationType{Runs, Grants}, In, "", false},
	{Programme, "industries", []RelationType{Targets, InIndustry}, Out, Industry, false},
	{Programme, "regions", []RelationType{AppliesTo}, Out, Region, false},

	{Project, "undertakers", []RelationType{Undertakes, Builds}, In, "", false},
	{Project, "programmes", []RelationType{SelectedFor, PartOf}, Out, Programme, false},
	{Project, "regions", []RelationType{LocatedIn}, Out, Region, false},

	{Platform, "operators", []RelationType{Operates, Builds}, In, "", false},
	{Platform, "programmes", []RelationType{SelectedFor, ParticipatesIn}, Out, Programme, false},
	{Platform, "regions", []RelationType{LocatedIn}, Out, Region, false},

	{Industry, "parents", []RelationType{PartOf}, Out, Industry, true},
	{Industry, "children", []RelationType{PartOf}, In, Industry, true},

	{Region, "parent", []RelationType{LocatedIn}, Out, Region, true},
	{Region, "children", []RelationType{LocatedIn}, In, Region, true},

	{Person, "posts", []RelationType{HoldsPost}, Out, "", false},
	{Person, "events", []RelationType{SpokeAt}, Out, Event, false},

	{Event, "policies", []RelationType{ExplainedAt}, In, Policy, false},
	{Event, "hosts", []RelationType{Hosted}, In, "", false},
	{Event, "speakers", []RelationType{SpokeAt}, In, "", false},
}
