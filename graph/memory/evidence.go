package memory

import (
	"strconv"

	"policygraph/graph"
)

// piece is a piece of evidence in 36 bytes without a pointer.
type piece struct {
	document              int32
	paragraph, start, end uint32
	check                 uint32
	provenance            uint32 // in [snapshot.provenances]
	statement             int32  // a claim's ordinal, or a figure's after the last claim's
	tail                  uint32 // the first 32 of the 40 bits in which its id ends
	tailEnd               uint8  // the last 8
	checked               bool   // has a check value
}

func (p *piece) hash() uint64 { return uint64(p.tail)<<8 | uint64(p.tailEnd) }

// readPiece is a piece as it was read, with its statement and its index among the
// evidence of that statement, best first.
type readPiece struct {
	piece
	of    ref // in [ingest.claims], or [ingest.figures]
	index uint32
	about uint64 // the statement's hash, with a bit that puts figures after claims
}

const aboutFigure = 1 << 63

// provenance is what a piece of evidence says beside its place.
type provenance struct {
	confidence                float64
	note, subjectAt, objectAt uint32 // in [snapshot.notes]
	method, basis             uint8
}

// evidence packs a statement's evidence as it is read.
func (in *ingest) evidence(w *arenaWriter[readPiece], record graph.Record, evidence []graph.Evidence, of ref, about uint64) error {
	p := packing{record: record}
	for i := range evidence {
		e := &evidence[i]
		row := readPiece{of: of, about: about, index: uint32(i)}
		document, ok := in.snapshot.documentByID[e.Document]
		if !ok {
			p.missing(e.Document)
		}
		row.document = document
		row.paragraph, row.start, row.end = uint32(p.number(e.Paragraph)), uint32(p.number(e.Start)), uint32(p.number(e.End))
		if e.Check != "" {
			check, err := strconv.ParseUint(e.Check, 16, 32)
			if err != nil || len(e.Check) != 8 {
				p.fail("has the invalid check value %q; want 8 hex digits", e.Check)
			}
			row.check, row.checked = uint32(check), true
		}
		var hash uint64
		if len(e.ID) > graph.EvidenceDigits {
			hash, ok = graph.ParseHash(e.ID[len(e.ID)-graph.EvidenceDigits:], graph.EvidenceDigits)
		}
		if !ok || len(e.ID) <= graph.EvidenceDigits {
			p.fail("has evidence with the invalid id %q", e.ID)
		}
		row.tail, row.tailEnd = uint32(hash>>8), uint8(hash)
		row.provenance = in.provenances.number(provenance{
			confidence: e.Confidence, method: uint8(packOne(&p, "method", methodNumbers, e.Method)), basis: uint8(packOne(&p, "basis", basisNumbers, e.Basis)),
			note: in.notes.number(e.Note, cloned), subjectAt: in.notes.number(e.SubjectAt, cloned), objectAt: in.notes.number(e.ObjectAt, cloned),
		}, same)
		if p.err != nil {
			return p.err
		}
		w.add(row)
	}
	return nil
}
