package view

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph"
)

// A store need not read what a query does not select. The fields listed here need
// more of a record than a read with [graph.Omit] returns.

var (
	shownOfClaim    = names("role", "amount", "rank", "stage", "expected", "under", "validFrom", "validTo", "validity", "presumedFrom", "recorded", "retracted", "replaces", "replacedBy")
	shownOfEvidence = names("evidence", "evidenceCount", "confidence", "basis", "citation")
	shownOfEntity   = names("aliases", "localAliases", "description", "codes", "formerIds", "issuedOn", "adoption", "heldOn", "form", "function")
)

func names(of ...string) map[string]bool {
	m := make(map[string]bool, len(of))
	for _, name := range of {
		m[name] = true
	}
	return m
}

// omitFromEdges returns what the current connection of relations does not need.
func omitFromEdges(ctx context.Context) graph.Omit {
	operation := graphql.GetOperationContext(ctx)
	omit := graph.OmitClaim | graph.OmitEvidence | graph.OmitOther
	for _, field := range selected(operation, graphql.GetFieldContext(ctx).Field.Selections) {
		switch field.Name {
		case "nodes":
			omit &= omitOther(operation, field.Selections)
		case "edges":
			for _, field := range selected(operation, field.Selections) {
				switch field.Name {
				case "node":
					omit &= omitOther(operation, field.Selections)
				case "claim", "claims":
					omit &= omitClaim(operation, field.Selections)
				}
			}
		}
	}
	return omit
}

// omitFromClaims returns what the current connection of claims does not need.
func omitFromClaims(ctx context.Context) graph.Omit {
	operation := graphql.GetOperationContext(ctx)
	omit := graph.OmitClaim | graph.OmitEvidence | graph.OmitOther
	for _, field := range selected(operation, graphql.GetFieldContext(ctx).Field.Selections) {
		switch field.Name {
		case "nodes":
			omit &= omitClaim(operation, field.Selections)
		case "edges":
			for _, field := range selected(operation, field.Selections) {
				if field.Name == "node" {
					omit &= omitClaim(operation, field.Selections)
				}
			}
		}
	}
	return omit
}

// omitFromEntities returns what the current list of entities does not need, where it
// is read from relations that are not shown.
func omitFromEntities(ctx context.Context) graph.Omit {
	return graph.OmitClaim | graph.OmitEvidence | omitOther(graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx).Field.Selections)&graph.OmitOther
}

// omitOther clears OmitOther where the selections need more of an entity.
func omitOther(operation *graphql.OperationContext, selections ast.SelectionSet) graph.Omit {
	for _, field := range selected(operation, selections) {
		if shownOfEntity[field.Name] || field.Name == "name" && field.ArgumentMap(operation.Variables)["language"] != string(graph.ZHHans) {
			return ^graph.OmitOther
		}
	}
	return ^graph.Omit(0)
}

// omitClaim clears OmitClaim and OmitEvidence where the selections need more of a
// claim.
func omitClaim(operation *graphql.OperationContext, selections ast.SelectionSet) graph.Omit {
	omit := ^graph.Omit(0)
	for _, field := range selected(operation, selections) {
		if shownOfEvidence[field.Name] {
			return ^(graph.OmitClaim | graph.OmitEvidence)
		}
		if shownOfClaim[field.Name] {
			omit = ^graph.OmitClaim
		}
	}
	return omit
}

// selected returns the fields of selections, with those of fragments on any type and
// without those that @skip and @include leave out.
func selected(operation *graphql.OperationContext, selections ast.SelectionSet) []graphql.CollectedField {
	return graphql.CollectFields(operation, selections, nil)
}
