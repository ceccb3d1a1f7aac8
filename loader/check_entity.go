package loader

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"policygraph/graph"
)

// entity is an entity with its place.
type entity struct {
	*graph.Entity
	position
	folded []string // its names as fold leaves them, to be looked for in quotes
}

func (c *checking) checkEntities() {
	var records []*entityRecord // those with an id of their own
	for i := range c.entities {
		r := &c.entities[i]
		id := r.ID.Value
		if id == "" {
			continue
		}
		if id.Kind() == "" {
			c.report(r.on(r.ID.Line), "id: %s is the id of no entity: begin it with a kind, such as %s:", id, graph.Enterprise.Prefix())
			continue
		}
		if other := c.entityByID[id]; other != nil {
			c.report(r.on(r.ID.Line), "id: %s is there already, at %s: merge them, or rename one", id, other.position)
			continue
		}
		e := &graph.Entity{
			ID: id, Kind: id.Kind(), Names: namesOf(r.Name.Value, r.NameEN.Value), Aliases: valuesOf(r.Aliases),
			Description: r.Description.Value, FormerIDs: valuesOf(r.FormerIDs),
			IssuedOn: r.IssuedOn.Value, Adoption: r.Adoption.Value, HeldOn: r.HeldOn.Value, Form: r.Form.Value,
		}
		for _, code := range r.Codes {
			e.Codes = append(e.Codes, graph.OfficialCode{Scheme: code.Scheme.Value, Value: code.Value.Value})
		}
		c.entityByID[id] = &entity{Entity: e, position: r.position, folded: foldedNames(e)}
		c.records = append(c.records, e)
		records = append(records, r)
	}
	c.checkFormerIDs(records)
	c.checkNames(records)
	c.checkCodes(records)
	for _, r := range records {
		c.checkKindsOwn(r)
	}
}

// checkFormerIDs: an id has never named two things.
func (c *checking) checkFormerIDs(records []*entityRecord) {
	for _, r := range records {
		for _, former := range r.FormerIDs {
			at, id := r.on(former.Line), former.Value
			switch other := c.entityByID[id]; {
			case id == "":
			case id.Kind() == "":
				c.report(at, "former_ids: %s is the id of no entity: delete it", id)
			case other != nil:
				c.report(at, "former_ids: %s is an entity still, at %s: merge the two, or delete it here", id, other.position)
			case c.present[id] != "":
				c.report(at, "former_ids: %s is a former id of %s already: keep one", id, c.present[id])
			default:
				c.present[id] = r.ID.Value
			}
		}
	}
}

// checkNames: within a kind a name finds one entity. An alias may be shared by
// several (the short name of two bureaus), but not be another's own name: what
// is said of one would read as said of the other.
func (c *checking) checkNames(records []*entityRecord) {
	type named struct {
		kind graph.Kind
		name string
	}
	owner := map[named]*entityRecord{}
	for _, r := range records {
		if r.Name.Value == "" {
			continue
		}
		key := named{r.ID.Value.Kind(), comparableName(r.Name.Value)}
		if other := owner[key]; other != nil {
			c.report(r.on(r.Name.Line), "name: %s at %s has the same: merge them and keep the id that goes as one of former_ids, or say in the names how they differ", other.ID.Value, other.position)
			continue
		}
		owner[key] = r
	}
	for _, r := range records {
		seen := map[string]bool{}
		for _, alias := range r.Aliases {
			if alias.Value == "" {
				continue
			}
			name := comparableName(alias.Value)
			other := owner[named{r.ID.Value.Kind(), name}]
			switch {
			case other == r || seen[name]:
				c.report(r.on(alias.Line), "aliases: %s is there already: delete it", alias.Value)
			case other != nil:
				c.report(r.on(alias.Line), "aliases: %s is the name of %s at %s: merge them, or delete the alias", alias.Value, other.ID.Value, other.position)
			}
			seen[name] = true
		}
	}
}

// comparableName leaves out of a name how it happens to be typed: width, case,
// runs of spaces. Signs stay: 人工智能+ is not 人工智能.
func comparableName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(name)), " "))
}

// Forms of official codes.
var codeForms = map[graph.CodeScheme]struct {
	form *regexp.Regexp
	what string
}{
	// GB 32100-2015, without its check character's arithmetic.
	graph.USCC: {regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{18}$`), "18 digits and capital letters without I, O, S, V and Z"},
	// GB/T 2260 codes counties and above; finer places have none in it.
	graph.GBT2260: {regexp.MustCompile(`^[1-9][0-9]{5}$`), "6 digits"},
}

func (c *checking) checkCodes(records []*entityRecord) {
	owner := map[graph.OfficialCode]*entityRecord{}
	for _, r := range records {
		for _, code := range r.Codes {
			key := graph.OfficialCode{Scheme: code.Scheme.Value, Value: code.Value.Value}
			if key.Scheme == "" || key.Value == "" {
				continue
			}
			if rule, ok := codeForms[key.Scheme]; ok && !rule.form.MatchString(key.Value) {
				c.report(r.on(code.Value.Line), "value: %.60q is no code of %s: write %s", key.Value, key.Scheme, rule.what)
			}
			if other := owner[key]; other != nil {
				c.report(r.on(code.Value.Line), "value: %s has this code of %s already, at %s: correct one of them", other.ID.Value, key.Scheme, other.position)
			}
			owner[key] = r
		}
	}
}

// checkKindsOwn: some keys are of one kind only.
func (c *checking) checkKindsOwn(r *entityRecord) {
	kind := r.ID.Value.Kind()
	only := func(line int, key string, of graph.Kind) {
		if line > 0 && kind != of {
			c.report(r.on(line), "%s: only %s have it: delete it", key, of.Info().Plural)
		}
	}
	only(r.IssuedOn.Line, "issued_on", graph.Policy)
	only(r.Adoption.Line, "adoption", graph.Policy)
	only(r.HeldOn.Line, "held_on", graph.Event)
	only(r.Form.Line, "form", graph.Programme)
	if kind == graph.Programme && !r.Form.given() {
		c.report(r.position, "form is missing: a programme has one, write %s", orList(graph.ProgrammeForms))
	}
}

// known finds the entity that a statement refers to under its present or a
// former id, and reports where there is none; "" where id could not be read.
func (c *checking) known(at position, key string, id graph.ID) graph.ID {
	if id == "" {
		return ""
	}
	if present, ok := c.present[id]; ok {
		id = present
	}
	if c.entityByID[id] != nil {
		return id
	}
	switch {
	case c.lostEntities(id.Kind()):
	case id.Kind() == "":
		c.report(at, "%s: %s is the id of no entity: name one", key, id)
	default:
		c.report(at, "%s: there is no %s%s: add it to %s, or correct the id", key, id, suggestID(c.problems, id, c.entityByID), entityFile(id.Kind()))
	}
	return ""
}

// first is the id that an entity had first, which ids of statements derive from.
func (c *checking) first(id graph.ID) graph.ID {
	if e := c.entityByID[id]; e != nil && len(e.FormerIDs) > 0 {
		return e.FormerIDs[0]
	}
	return id
}

// knownUnder finds what a statement is under.
func (c *checking) knownUnder(at position, r *statementRecord) graph.ID {
	under := c.known(at.on(r.Under.Line), "under", r.Under.Value)
	allowed := []graph.Kind{graph.Policy, graph.Programme, graph.Event}
	if under != "" && !slices.Contains(allowed, under.Kind()) {
		c.report(at.on(r.Under.Line), "under: %s is no policy, programme or event: name one, or leave it out", under)
	}
	return under
}
