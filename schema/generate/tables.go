package main

import "policygraph/graph"

// What is said of each kind, beside what the tables of package graph say.
var about = map[graph.Kind]string{
	graph.Policy:       "A law, regulation, plan, opinion, measure, or a draft of one for comment.",
	graph.Agency:       "A government body or one of its offices.",
	graph.Enterprise:   "A firm or a named group of firms.",
	graph.Organisation: "A university, association, chamber, medium or other body that is neither agency nor firm.",
	graph.Lab:          "A laboratory, research institute, innovation or technology centre.",
	graph.Cluster:      "An industrial cluster, park, gathering area or pilot zone.",
	graph.Programme:    "A campaign, action plan, selection list, title or fund.",
	graph.Project:      "A construction or investment project.",
	graph.Platform:     "An industrial-internet or service platform, or a computing centre.",
	graph.Industry:     "An industry or technology; an industry can have several parents.",
	graph.Region:       "A province, city or district; regions form a tree.",
	graph.Person:       "A named official, speaker or author.",
	graph.Event:        "A press conference, fair or forum.",
}

// ofShortcut says what a shortcut leads to. The claims that it follows are
// added from the table.
var ofShortcut = map[string]string{
	"Policy.issuers":       "Who issued, drafted or approved it: agencies and regions",
	"Policy.programmes":    "Programmes it establishes, cultivates, supports or governs",
	"Policy.projects":      "Projects it advances, supports or establishes",
	"Policy.industries":    "Industries it targets",
	"Policy.regions":       "Regions it applies to",
	"Policy.events":        "Events at which it was explained",
	"Policy.implements":    "Policies it implements",
	"Policy.implementedBy": "Policies that implement it",
	"Policy.implementers":  "Who implements it: agencies and regions, and policies",
	"Policy.supersedes":    "Policies it supersedes or amends",
	"Policy.supersededBy":  "Policies that supersede or amend it",

	"Agency.policies":   "Policies it issued, drafted or approved",
	"Agency.programmes": "Programmes it runs, grants, establishes or cultivates",
	"Agency.people":     "People who hold a post in it",

	"Enterprise.programmes": "Programmes it was selected for or takes part in",
	"Enterprise.projects":   "Projects it undertakes or builds",
	"Enterprise.platforms":  "Platforms it operates or builds",
	"Enterprise.labs":       "Labs it operates or builds",
	"Enterprise.clusters":   "Clusters it belongs to",
	"Enterprise.industries": "Industries it is in",
	"Enterprise.partners":   "Its partners",
	"Enterprise.regions":    "Regions it is located in",

	"Organisation.programmes": "Programmes it was selected for or takes part in",
	"Organisation.partners":   "Its partners",
	"Organisation.regions":    "Regions it is located in",

	"Lab.programmes": "Programmes it was selected for or takes part in",
	"Lab.operators":  "Who operates or builds it",
	"Lab.regions":    "Regions it is located in",

	"Cluster.enterprises": "Firms that belong to it",
	"Cluster.programmes":  "Programmes it was selected for or takes part in",
	"Cluster.industries":  "Industries it is in",
	"Cluster.regions":     "Regions it is located in",

	"Programme.parent":       "The programme it belongs to; null at the top",
	"Programme.children":     "Programmes under it",
	"Programme.policies":     "Policies that establish, cultivate, support or govern it",
	"Programme.participants": "Whoever was selected for it or takes part in it",
	"Programme.projects":     "Projects selected for it or part of it",
	"Programme.organisers":   "Agencies, regions and organisations that run or grant it",
	"Programme.industries":   "Industries it targets or is in",
	"Programme.regions":      "Regions it applies to",

	"Project.undertakers": "Who undertakes or builds it",
	"Project.programmes":  "Programmes it was selected for or is part of",
	"Project.regions":     "Regions it is located in",

	"Platform.operators":  "Who operates or builds it",
	"Platform.programmes": "Programmes it was selected for or takes part in",
	"Platform.regions":    "Regions it is located in",

	"Industry.parents":  "Industries directly above it: there can be several",
	"Industry.children": "Industries directly under it",

	"Region.parent":   "The region directly above it; null at the top",
	"Region.children": "Regions directly under it",

	"Person.posts":  "Where the person holds a post",
	"Person.events": "Events the person spoke at",

	"Event.policies": "Policies explained at it",
	"Event.hosts":    "Who hosted it",
	"Event.speakers": "Who spoke at it",
}

// deprecated says of shortcuts that are deprecated what to use instead.
var deprecated = map[string]string{
	"Policy.implementedBy": "It has policies only. Use implementers, which has agencies and regions too.",
}
