package check

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"policygraph/graph"
	"policygraph/internal/suggest"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// entityFound is what the first pass keeps of an entity's record.
type entityFound struct {
	id     graph.ID
	at     inventory.Pos
	where  problem.Position
	idLine int
	hash   graph.Hash
	former record.List[graph.ID]
	name   uint64   // sums of its name, aliases and codes, as sumOf makes them; 0 of none
	others []uint64 // of its aliases
	codes  []uint64
	folded []string
	local  []localAlias
	own    problem.List // what is wrong with keys of its kind
}

// entityOf makes an entity from its record, without what derives from its name.
func entityOf(r *record.Entity) *graph.Entity {
	id := r.ID.Value
	e := &graph.Entity{
		ID: id, Kind: id.Kind(), Names: graph.Names{Name: r.Name.Value, NameEN: r.NameEN.Value}, Aliases: valuesOf(r.Aliases.Plain), LocalAliases: localAliases(r),
		Description: r.Description.Value, FormerIDs: valuesOf(r.FormerIDs),
		IssuedOn: r.IssuedOn.Value, Adoption: r.Adoption.Value, HeldOn: r.HeldOn.Value, Form: cmp.Or(r.Form.Value, r.Function.Value),
	}
	for _, code := range r.Codes {
		e.Codes = append(e.Codes, graph.OfficialCode{Scheme: code.Scheme.Value, Value: code.Value.Value})
	}
	graph.CompleteEntity(e)
	return e
}

// findEntity derives what one entity's record alone tells. It reports an entity
// without an id and returns false for it.
func findEntity(r *record.Entity, at inventory.Pos, problems *problem.List, fold func(string) string) (entityFound, bool) {
	id := r.ID.Value
	if id == "" {
		return entityFound{}, false
	}
	if id.Kind() == "" {
		problems.Report(r.On(r.ID.Line), "id: %s is not the id of an entity; begin it with a kind, such as %s:", id, graph.Enterprise.Prefix())
		return entityFound{}, false
	}
	e := entityOf(r)
	f := entityFound{id: id, at: at, where: r.Position, idLine: r.ID.Line, hash: graph.RecordHash(e), former: slices.Clone(r.FormerIDs)}
	if r.Name.Value != "" {
		f.name = sumOf(string(e.Kind), comparableName(r.Name.Value))
	}
	for _, alias := range e.Aliases {
		f.others = append(f.others, sumOf(string(e.Kind), comparableName(alias)))
	}
	for _, code := range e.Codes {
		f.codes = append(f.codes, sumOf(string(code.Scheme), code.Value))
	}
	if fold != nil {
		f.folded = foldedNames(e, fold)
	}
	for _, a := range r.Aliases.Local {
		f.local = append(f.local, localAlias{name: strings.Clone(a.Name.Value), in: graph.ID(strings.Clone(string(a.In.Value))), at: a.On(a.In.Line)})
	}
	checkCodeForms(r, &f.own)
	checkKindsOwn(r, &f.own)
	checkLengths(r, &f.own)
	return f, true
}

// takeEntity adds an entity to the index. It is called in the order of files.
func (p *firstPass) takeEntity(f *entityFound) {
	if n, ok := p.index.entities.find(f.id); ok {
		p.report(f.where.On(f.idLine), "id: duplicate id %s, also at %s; merge them, or rename one", f.id, p.entityPosition(n))
		return
	}
	n := p.index.entities.add(f.id, f.at)
	p.index.tally.sum.Add(f.hash)
	p.index.dataset.Kinds[f.id.Kind()]++
	if f.name != 0 {
		p.names.add(f.name, n, false)
	}
	for _, sum := range f.others {
		p.names.add(sum, n, true)
	}
	for _, sum := range f.codes {
		p.codes.add(sum, n, false)
	}
	if p.texts.given() {
		p.index.entities.folded = append(p.index.entities.folded, f.folded)
	}
	for _, a := range f.local {
		a.number = n
		p.local = append(p.local, a)
	}
	if len(f.former) > 0 {
		p.renamed = append(p.renamed, renamed{f.id, f.where, f.former})
	}
	if f.own.Total > 0 {
		p.ofKinds.Add(&f.own)
	}
}

// entityAt reads the record of an entity again.
func (p *firstPass) entityAt(n uint32) *record.Entity {
	return p.reader.Entity(p.index.entities.places[n])
}

// entityPosition finds where an entity is written.
func (p *firstPass) entityPosition(n uint32) problem.Later {
	return func() string { return p.entityAt(n).Position.String() }
}

// finishEntities compares entities with each other, once all are known.
func (p *firstPass) finishEntities() {
	p.index.entities.degrees = make([]atomic.Uint32, len(p.index.entities.ids))
	p.index.entities.ties = make([]atomic.Uint32, len(p.index.entities.ids))
	p.checkFormerIDs()
	p.checkNames()
	p.checkCodes()
	p.problems.Add(&p.ofKinds)
}

// renamed is an entity that had other ids before.
type renamed struct {
	id     graph.ID
	where  problem.Position
	former record.List[graph.ID]
}

// checkFormerIDs reports ids that name, or have named, two entities.
func (p *firstPass) checkFormerIDs() {
	for _, r := range p.renamed {
		for _, former := range r.former {
			at, id := r.where.On(former.Line), former.Value
			other, known := p.index.entities.find(id)
			switch present := p.index.entities.former[id]; {
			case id == "":
			case id.Kind() == "":
				p.report(at, "former_ids: %s is not the id of an entity; delete it", id)
			case known:
				p.report(at, "former_ids: %s is still an entity, at %s; merge the two, or delete it here", id, p.entityPosition(other))
			case present != "":
				p.report(at, "former_ids: %s is already a former id of %s; keep one", id, present)
			default:
				p.index.entities.former[id] = r.id
			}
		}
		if first := valuesOf(r.former); len(first) > 0 {
			p.index.entities.first[r.id] = first[0]
		}
	}
}

// checkNames reports names that find two entities of a kind. Several entities may
// share an alias, such as the short name of two bureaus. But an alias must not be
// the name of another entity, since what is said of one would read as said of the
// other.
func (p *firstPass) checkNames() {
	type named struct {
		kind graph.Kind
		name string
	}
	suspects := p.names.suspects()
	owner := map[named]uint32{}
	for _, n := range suspects {
		r := p.entityAt(n)
		if r.Name.Value == "" {
			continue
		}
		key := named{r.ID.Value.Kind(), comparableName(r.Name.Value)}
		if other, ok := owner[key]; ok {
			p.report(r.On(r.Name.Line), "name: duplicate name, also of %s at %s; merge the two and keep the other id in former_ids, or make the names differ", p.index.entities.ids[other], p.entityPosition(other))
			continue
		}
		owner[key] = n
	}
	for _, n := range suspects {
		r := p.entityAt(n)
		seen := map[string]bool{}
		for _, alias := range r.Aliases.Plain {
			if alias.Value == "" {
				continue
			}
			name := comparableName(alias.Value)
			other, owned := owner[named{r.ID.Value.Kind(), name}]
			switch {
			case owned && other == n || seen[name]:
				p.report(r.On(alias.Line), "aliases: %s is listed twice; delete one", alias.Value)
			case owned:
				p.report(r.On(alias.Line), "aliases: %s is the name of %s at %s; merge the two, or delete the alias", alias.Value, p.index.entities.ids[other], p.entityPosition(other))
			}
			seen[name] = true
		}
	}
}

// comparableName removes what depends on typing from a name: width, case and runs of
// spaces. Signs stay: 人工智能+ is not 人工智能.
func comparableName(name string) string {
	name = norm.NFKC.String(name)
	if strings.ContainsFunc(name, unicode.IsSpace) {
		name = strings.Join(strings.Fields(name), " ")
	}
	return strings.ToLower(name)
}

// codeForms are the forms of official codes.
var codeForms = map[graph.CodeScheme]struct {
	form *regexp.Regexp
	what string
}{
	// GB 32100-2015, without its check character's arithmetic.
	graph.USCC: {regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{18}$`), "18 digits and capital letters without I, O, S, V and Z"},
	// GB/T 2260 codes counties and above; finer places have none in it.
	graph.GBT2260: {regexp.MustCompile(`^[1-9][0-9]{5}$`), "6 digits"},
}

// checkCodes reports codes that a register gives to two entities.
func (p *firstPass) checkCodes() {
	owner := map[graph.OfficialCode]uint32{}
	for _, n := range p.codes.suspects() {
		r := p.entityAt(n)
		for _, code := range r.Codes {
			key := graph.OfficialCode{Scheme: code.Scheme.Value, Value: code.Value.Value}
			if key.Scheme == "" || key.Value == "" {
				continue
			}
			if other, ok := owner[key]; ok {
				p.report(r.On(code.Value.Line), "value: duplicate code, also of %s in %s at %s; correct one of them", p.index.entities.ids[other], key.Scheme, p.entityPosition(other))
			}
			owner[key] = n
		}
	}
}

// checkCodeForms reports codes that do not have the form of their register.
func checkCodeForms(r *record.Entity, problems *problem.List) {
	for _, code := range r.Codes {
		if rule, ok := codeForms[code.Scheme.Value]; ok && code.Value.Value != "" && !rule.form.MatchString(code.Value.Value) {
			problems.Report(r.On(code.Value.Line), "value: invalid code %.60q of %s; write %s", code.Value.Value, code.Scheme.Value, rule.what)
		}
	}
}

// checkKindsOwn reports keys that entities of this kind cannot have.
func checkKindsOwn(r *record.Entity, problems *problem.List) {
	kind := r.ID.Value.Kind()
	only := func(line int, key string, of graph.Kind) {
		if line > 0 && kind != of {
			problems.Report(r.On(line), "%s: allowed for %s only; delete it", key, of.Info().Plural)
		}
	}
	only(r.IssuedOn.Line, "issued_on", graph.Policy)
	only(r.Adoption.Line, "adoption", graph.Policy)
	only(r.HeldOn.Line, "held_on", graph.Event)
	checkForm(r, problems)
}

// checkForm reports a form that entities of this kind cannot have.
func checkForm(r *record.Entity, problems *problem.List) {
	kind := r.ID.Value.Kind()
	forms := kind.Forms()
	for _, given := range []struct {
		key   string
		value record.Field[graph.Form]
	}{{"form", r.Form}, {"function", r.Function}} {
		of := strings.ToLower(kind.TypeName())
		switch {
		case forms == nil || forms.Field != given.key:
			if given.value.Line > 0 {
				problems.Report(r.On(given.value.Line), "%s: not allowed for %s; delete it", given.key, kind.Info().Plural)
			}
		case given.value.Given() && !slices.Contains(forms.All(), given.value.Value):
			near := suggest.Nearest(string(given.value.Value), slices.Values(forms.All()))
			problems.Report(r.On(given.value.Line), "%s: unknown %s %.60q%s; expected %s", given.key, forms.Name(), given.value.Value, suggest.DidYouMean(near), record.OrList(forms.All()))
		case forms.Required && !given.value.Given():
			problems.Report(r.Position, "missing key %s; a %s needs one of %s", given.key, of, record.OrList(forms.All()))
		}
	}
}

// checkLengths reports names that are too long.
func checkLengths(r *record.Entity, problems *problem.List) {
	shortEnough(r.Position, "name", r.Name, problems.Report)
	shortEnough(r.Position, "name_en", r.NameEN, problems.Report)
	for _, alias := range r.Aliases.Plain {
		shortEnough(r.Position, "aliases", alias, problems.Report)
	}
	for _, alias := range r.Aliases.Local {
		shortEnough(r.Position, "aliases", alias.Name, problems.Report)
	}
}

// shortEnough reports a name that is too long for an index.
func shortEnough(at problem.Position, key string, name record.Field[string], report func(problem.Position, string, ...any)) {
	if n := utf8.RuneCountInString(name.Value); n > maxName {
		report(at.On(name.Line), "%s: name of %d characters, more than %d; shorten it and move the rest to description", key, n, maxName)
	}
}

// known finds the entity that a statement refers to by its id or a former one. It
// reports unknown ids, and returns false for those and for ids that could not be read.
func (m *maker) known(at problem.Position, key string, id graph.ID) (number uint32, ok bool) {
	if id == "" {
		return 0, false
	}
	if number, ok = m.entities.present(id); ok {
		return number, true
	}
	switch {
	case m.files.LostEntities(id.Kind()):
	case id.Kind() == "":
		m.report(at, "%s: %s is not the id of an entity; name an entity", key, id)
	default:
		m.report(at, "%s: unknown id %s%s; add it to %s, or correct the id", key, id, record.SuggestID(id, m.entities.all), inventory.EntityFile(id.Kind()))
	}
	return 0, false
}

// knownUnder resolves the key under of a statement.
func (m *maker) knownUnder(at problem.Position, r *record.Statement) graph.ID {
	number, ok := m.known(at.On(r.Under.Line), "under", r.Under.Value)
	if !ok {
		return ""
	}
	under := m.entities.ids[number]
	if kind := under.Kind(); kind != graph.Policy && kind != graph.Programme && kind != graph.Event {
		m.report(at.On(r.Under.Line), "under: %s is not a policy, programme or event; name one, or delete the key", under)
	}
	return under
}

// foldedNames returns all names of an entity, folded.
func foldedNames(e *graph.Entity, fold func(string) string) []string {
	names := append([]string{e.Name, e.NameEN}, e.Aliases...)
	for i, name := range names {
		names[i] = fold(name)
	}
	return names
}
