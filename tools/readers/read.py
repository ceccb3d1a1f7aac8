"""Reads an export with libraries of others and prints what it found as JSON.

usage: read.py FORMAT PATH

For each format: how many records of each sort, the dataset's version, and of
every claim and figure what identifies it and where it is written.
"""

import json
import os
import sys


def csv(path):
    import pandas

    def table(name):
        return pandas.read_csv(os.path.join(path, name + ".csv"), dtype=str, keep_default_na=False)

    entities, claims, figures, evidence = (table(n) for n in ("entities", "claims", "figures", "evidence"))
    with open(os.path.join(path, "datapackage.json"), encoding="utf-8") as file:
        package = json.load(file)
    for resource in package["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        assert list(table(resource["name"]).columns) == columns, resource["name"]
    places = {}
    for row in evidence.itertuples():
        where = "*" if row.paragraph == "" else f"{row.paragraph}:{row.start}-{row.end}#{row.check}"
        places.setdefault(row.statement, []).append(f"{row.document} {where}")
    return {
        "version": package["version"],
        "entities": dict(zip(entities.id, entities.name)),
        "claims": {r.id: [r.subject, r.type, r.object, *sorted(places[r.id])] for r in claims.itertuples()},
        "figures": {r.id: [r.subject, r.indicator, r.stated, *sorted(places[r.id])] for r in figures.itertuples()},
        "documents": len(table("documents")),
        "indicators": len(table("indicators")),
    }


def jsonl(path):
    import pandas

    def lines(name):
        return pandas.read_json(os.path.join(path, name + ".jsonl"), lines=True, dtype=False)

    def where(row):
        pieces = row["evidence"] if isinstance(row.get("evidence"), list) else [row]
        for piece in pieces:
            at = piece["at"]
            for pointer in at if isinstance(at, list) else [at]:
                yield f"{piece['document']} {pointer}"

    def statements(name, keys):
        rows = lines(name)
        rows = rows[rows["record"] == name[:-1]]
        return sorted([*(row[k] for k in keys), *sorted(where(row))] for _, row in rows.iterrows())

    entities = lines("entities")
    with open(os.path.join(path, "dataset.yaml"), encoding="utf-8") as file:
        version = file.readline().split()[-1].rstrip(".")
    # Ids of statements are derived, and no part of the format.
    return {
        "version": version,
        "entities": dict(zip(entities["id"], entities["name"])),
        "claims": statements("claims", ("subject", "type", "object")),
        "figures": statements("figures", ("subject", "indicator", "stated")),
        "documents": len(lines("documents")),
        "indicators": int((lines("indicators")["record"] == "indicator").sum()),
    }


def graphml(path):
    import networkx

    graph = networkx.read_graphml(path, force_multigraph=True)

    def where(lines):
        return sorted(" ".join(line.split(" ")[:2]) for line in lines.split("\n"))

    nodes = {sort: {} for sort in ("Entity", "Figure", "Document", "Indicator")}
    for name, data in graph.nodes(data=True):
        nodes[data["sort"]][name] = data
    claims, ties = {}, 0
    for subject, object_, key, data in graph.edges(keys=True, data=True):
        if key.startswith("claim:"):
            claims[key] = [subject, data["type"], object_, *where(data["evidence"])]
        else:
            ties += 1
    figures = {name: [d["subject"], d["indicator"], d["stated"], *where(d["evidence"])] for name, d in nodes["Figure"].items()}
    return {
        "version": graph.graph["version"],
        "entities": {name: d["name"] for name, d in nodes["Entity"].items()},
        "claims": claims,
        "figures": figures,
        "documents": len(nodes["Document"]),
        "indicators": len(nodes["Indicator"]),
    }


def jsonld(path):
    from rdflib import Graph, Namespace
    from rdflib.namespace import DCTERMS, RDF, SKOS

    graph = Graph()
    graph.parse(path, format="json-ld")
    base = "urn:x-policygraph:"
    pg, oa = Namespace(base + "vocabulary:"), Namespace("http://www.w3.org/ns/oa#")

    def name(term):
        return str(term).removeprefix(base).removeprefix("vocabulary:")

    def where(statement):
        for piece in graph.objects(statement, pg.evidence):
            document = name(graph.value(piece, oa.hasSource))
            selector = graph.value(piece, oa.hasSelector)
            if selector is None:
                yield f"{document} *"
                continue
            start, end = (graph.value(selector, p).toPython() for p in (oa.start, oa.end))
            yield f"{document} {graph.value(piece, pg.paragraph).toPython()}:{start}-{end}#{graph.value(piece, pg.check)}"

    def of(sort, *properties):
        return {
            name(s): [*(name(graph.value(s, p)) for p in properties), *sorted(where(s))]
            for s in graph.subjects(RDF.type, pg[sort])
        }

    label = {s: str(o) for s, o in graph.subject_objects(SKOS.prefLabel) if o.language.lower() == "zh-hans"}
    kinds = "Policy Agency Enterprise Organisation Lab Cluster Programme Project Platform Industry Region Person Event".upper().split()
    dataset = graph.value(predicate=RDF.type, object=pg.Dataset)
    return {
        "version": str(graph.value(dataset, DCTERMS.hasVersion)),
        "entities": {name(s): label[s] for kind in kinds for s in graph.subjects(RDF.type, pg[kind])},
        "claims": of("Claim", RDF.subject, RDF.predicate, RDF.object),
        "figures": of("Figure", RDF.subject, pg.indicator, pg.stated),
        "documents": len(set(graph.subjects(RDF.type, pg.Document))),
        "indicators": len(set(graph.subjects(RDF.type, pg.Indicator))),
    }


if __name__ == "__main__":
    read = {"csv": csv, "jsonl": jsonl, "graphml": graphml, "jsonld": jsonld}[sys.argv[1]]
    json.dump(read(sys.argv[2]), sys.stdout, ensure_ascii=False)
