package export

import (
	"bufio"
	"context"
	"encoding/json"

	"policygraph/graph"
)

// jsonldWriter writes JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): one document
// whose @graph has one node per line. Every claim is an rdf:Statement with its
// properties and evidence. A claim that is live, DONE and under nothing is also a
// plain triple, so that queries can follow it. Evidence is a Web Annotation selector
// (https://www.w3.org/TR/annotation-model/) into its document.
type jsonldWriter struct {
	about *About
	out   *bufio.Writer
	first bool
}

// idBase is the prefix that turns an id into an IRI. It is a URN because records have
// no web addresses.
const idBase = "urn:x-policygraph:"

var jsonldContext = map[string]any{
	"@version": 1.1,
	"pg":       "urn:x-policygraph:vocabulary:",
	"rdf":      "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"xsd":      "http://www.w3.org/2001/XMLSchema#",
	"skos":     "http://www.w3.org/2004/02/skos/core#",
	"dcterms":  "http://purl.org/dc/terms/",
	"prov":     "http://www.w3.org/ns/prov#",
	"oa":       "http://www.w3.org/ns/oa#",

	"id":        "@id",
	"kind":      "@type",
	"prefLabel": map[string]any{"@id": "skos:prefLabel", "@container": "@language"},
	"altLabel":  map[string]any{"@id": "skos:altLabel", "@language": "zh-Hans"},
	"notation":  "skos:notation", "definition": "skos:definition", "note": "skos:note",
	"title": "dcterms:title", "publisher": "dcterms:publisher", "creator": "dcterms:creator", "issued": "dcterms:issued",
	"language": "dcterms:language", "license": "dcterms:license", "hasVersion": "dcterms:hasVersion", "isPartOf": map[string]any{"@id": "dcterms:isPartOf", "@type": "@id"},
	"identifier": "dcterms:identifier",
	"page":       map[string]any{"@id": "pg:page", "@type": "@id"},
	"formerId":   map[string]any{"@id": "pg:formerId", "@type": "@id"},
	"subject":    map[string]any{"@id": "rdf:subject", "@type": "@id"},
	"predicate":  map[string]any{"@id": "rdf:predicate", "@type": "@id"},
	"object":     map[string]any{"@id": "rdf:object", "@type": "@id"},
	"indicator":  map[string]any{"@id": "pg:indicator", "@type": "@id"},
	"under":      map[string]any{"@id": "pg:under", "@type": "@id"},
	"breakdown":  map[string]any{"@id": "pg:breakdown", "@type": "@id"},
	"partOf":     map[string]any{"@id": "pg:partOf", "@type": "@id"},
	"replaces":   map[string]any{"@id": "dcterms:replaces", "@type": "@id"},
	"evidence":   map[string]any{"@id": "pg:evidence"},
	"source":     map[string]any{"@id": "oa:hasSource", "@type": "@id"},
	"selector":   "oa:hasSelector",
	"start":      map[string]any{"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
	"end":        map[string]any{"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
	"exact":      "oa:exact",
	"recorded":   map[string]any{"@id": "prov:generatedAtTime", "@type": "xsd:date"},
	"retracted":  map[string]any{"@id": "prov:invalidatedAtTime", "@type": "xsd:date"},
	"value":      map[string]any{"@id": "rdf:value", "@type": "xsd:decimal"},
	"valueMax":   map[string]any{"@id": "pg:valueMax", "@type": "xsd:decimal"},
	"amount":     map[string]any{"@id": "pg:amount", "@type": "xsd:decimal"},
	"confidence": map[string]any{"@id": "pg:confidence", "@type": "xsd:decimal"},
	"paragraph":  map[string]any{"@id": "pg:paragraph", "@type": "xsd:positiveInteger"},
	"rank":       map[string]any{"@id": "pg:rank", "@type": "xsd:positiveInteger"},
	"method":     "pg:method", "check": "pg:check", "stage": "pg:stage", "certainty": "pg:certainty", "role": "pg:role",
	"expected": "pg:expected", "validFrom": "pg:validFrom", "validTo": "pg:validTo", "unit": "pg:unit", "stated": "pg:stated",
	"comparator": "pg:comparator", "periodFrom": "pg:periodFrom", "periodTo": "pg:periodTo", "status": "pg:status",
	"condition": "pg:condition", "measure": "pg:measure", "base": "pg:base", "sha256": "pg:sha256",
	"issuedOn": "pg:issuedOn", "heldOn": "pg:heldOn", "adoption": "pg:adoption", "form": "pg:form", "basis": "pg:basis",
	"subjectAt": "pg:subjectAt", "objectAt": "pg:objectAt", "speaksFor": "pg:speaksFor", "localAlias": "pg:localAlias",
}

func beginJSONLD(to Target, about *About) (writer, error) {
	file, err := to.Create("")
	if err != nil {
		return nil, err
	}
	w := &jsonldWriter{about: about, out: bufio.NewWriterSize(file, 1<<16), first: true}
	_, _ = w.out.WriteString(`{"@context":`)
	context, err := json.Marshal(jsonldContext)
	if err != nil {
		return nil, err
	}
	_, _ = w.out.Write(context)
	_, _ = w.out.WriteString(",\"@graph\":[")
	d := &about.Dataset
	err = w.line(node{
		"id": iri(d.Version.ID()), "kind": "pg:Dataset", "title": about.title(), "hasVersion": d.Version.String(),
		"license": d.Licence, "publisher": d.Maintainer, "issued": string(d.Date),
	})
	return w, err
}

// node is an object of the graph. Its methods omit empty values.
type node map[string]any

func (n node) text(key, value string) {
	if value != "" {
		n[key] = value
	}
}

func (n node) link(key string, id graph.ID) {
	if id != "" {
		n[key] = iri(id)
	}
}

func (n node) number(key string, value *float64) {
	if value != nil {
		n[key] = decimal(*value)
	}
}

func (n node) links(key string, ids []graph.ID) {
	if len(ids) == 0 {
		return
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = iri(id)
	}
	n[key] = list
}

func (n node) names(names *graph.Names) {
	labels := map[string]string{"zh-Hans": names.Name}
	for tag, name := range map[string]string{"zh-Hant": names.Hant, "en": names.NameEN, "zh-Latn-pinyin": names.Pinyin} {
		if name != "" {
			labels[tag] = name
		}
	}
	n["prefLabel"] = labels
}

func iri(id graph.ID) string { return idBase + string(id) }

func (w *jsonldWriter) line(n node) error {
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	separator := ",\n"
	if w.first {
		separator, w.first = "\n", false
	}
	_, _ = w.out.WriteString(separator) // Flush returns the first error
	_, _ = w.out.Write(text)
	return nil
}

func (w *jsonldWriter) write(ctx context.Context, r graph.Record) error {
	n := node{"id": iri(r.RecordID())}
	switch r := r.(type) {
	case *graph.Entity:
		n.entity(r)
	case *graph.Document:
		n.document(r)
	case *graph.Indicator:
		n["kind"] = "pg:Indicator"
		n.names(&r.Names)
		n.text("definition", r.Description)
		n.text("unit", r.Unit.Code)
		n.text("measure", string(r.Measure))
		n.text("base", r.Base)
	case *graph.Claim:
		n.claim(r)
		if err := w.prove(ctx, n, r); err != nil {
			return err
		}
		if r.Retracted == "" && r.Stage == graph.Done && r.Under == "" {
			if err := w.line(node{"id": iri(r.Subject), "pg:" + string(r.Type): map[string]string{"@id": iri(r.Object)}}); err != nil {
				return err
			}
		}
	case *graph.Figure:
		n.figure(r)
		if err := w.prove(ctx, n, r); err != nil {
			return err
		}
	default:
		return unknownRecord(r)
	}
	return w.line(n)
}

func (n node) entity(e *graph.Entity) {
	n["kind"] = "pg:" + string(e.Kind)
	n.names(&e.Names)
	if len(e.Aliases) > 0 {
		n["altLabel"] = e.Aliases
	}
	if names := localAliases(e); names != nil {
		n["localAlias"] = names
	}
	n.text("definition", e.Description)
	var codes []string
	for _, c := range e.Codes {
		codes = append(codes, string(c.Scheme)+" "+c.Value)
	}
	if codes != nil {
		n["notation"] = codes
	}
	n.links("formerId", e.FormerIDs)
	n.text("issuedOn", string(e.IssuedOn))
	n.text("adoption", string(e.Adoption))
	n.text("heldOn", string(e.HeldOn))
	n.text("form", string(e.Form))
}

func (n node) document(d *graph.Document) {
	n["kind"] = "pg:Document"
	n.text("title", d.Title)
	n.text("publisher", d.Publisher)
	if len(d.Authors) > 0 {
		n["creator"] = d.Authors
	}
	n.text("issued", string(d.PublishedOn))
	n.text("language", d.Language)
	n.text("page", d.URL)
	n.text("sha256", d.SHA256)
}

func (n node) claim(c *graph.Claim) {
	n["kind"] = []string{"pg:Claim", "rdf:Statement"}
	n["subject"], n["predicate"], n["object"] = iri(c.Subject), "pg:"+string(c.Type), iri(c.Object)
	n.text("role", c.Role)
	n.number("amount", c.Amount)
	if c.Rank > 0 {
		n["rank"] = c.Rank
	}
	n.text("stage", string(c.Stage))
	n.text("expected", string(c.Expected))
	n.link("under", c.Under)
	n.text("certainty", string(c.Certainty))
	n.text("validFrom", string(c.ValidTime.From))
	n.text("validTo", string(c.ValidTime.To))
	n.link("replaces", c.Replaces)
}

func (n node) figure(f *graph.Figure) {
	n["kind"] = "pg:Figure"
	n.link("subject", f.Subject)
	n.link("indicator", f.Indicator)
	n.number("value", f.Value)
	n.number("valueMax", f.ValueMax)
	n.text("unit", f.Unit)
	n.text("stated", f.Stated)
	n.text("comparator", string(f.Comparator))
	n.text("periodFrom", string(f.Period.From))
	n.text("periodTo", string(f.Period.To))
	n.text("status", string(f.Status))
	n.links("breakdown", f.Breakdown)
	n.text("condition", f.Condition)
	n.link("partOf", f.PartOf)
	n.link("under", f.Under)
	n.link("replaces", f.Replaces)
}

// prove adds the record time and the evidence of a statement.
func (w *jsonldWriter) prove(ctx context.Context, n node, s graph.Statement) error {
	recorded, retracted := s.Clocks()
	n.text("recorded", string(recorded))
	n.text("retracted", string(retracted))
	pieces, err := w.about.pieces(ctx, s)
	if err != nil {
		return err
	}
	evidence := make([]node, 0, len(pieces))
	for _, e := range pieces {
		piece := node{
			"id": iri(e.ID), "kind": []string{"pg:Evidence", "oa:SpecificResource"}, "source": iri(e.Document),
			"method": string(e.Method), "confidence": decimal(e.Confidence),
		}
		piece.text("basis", string(e.Basis))
		piece.text("note", e.Note)
		piece.text("subjectAt", e.SubjectAt)
		piece.text("objectAt", e.ObjectAt)
		if e.speaksFor != nil {
			piece["speaksFor"] = e.speaksFor
		}
		if e.Paragraph > 0 {
			piece["paragraph"], piece["check"] = e.Paragraph, e.Check
			piece["selector"] = node{"kind": "oa:TextPositionSelector", "start": e.Start, "end": e.End}
		}
		piece.text("exact", e.quote)
		evidence = append(evidence, piece)
	}
	n["evidence"] = evidence
	return nil
}

func (w *jsonldWriter) end() error {
	_, _ = w.out.WriteString("\n]}\n")
	return w.out.Flush()
}
