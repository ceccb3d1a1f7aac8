package view

import (
	"context"

	"policygraph/graph"
)

// Mention resolves a place that says which end of a claim a piece of evidence is about.
type Mention struct {
	evidence *Evidence
	object   bool // it is the claim's object, not the subject
	pointer  string
}

// Pointer resolves the field.
func (v *Mention) Pointer() string { return v.pointer }

// Entity resolves the field.
func (v *Mention) Entity(ctx context.Context) (Entity, error) {
	claim, err := v.evidence.claim(ctx)
	if err != nil || claim == nil {
		return nil, err
	}
	if v.object {
		return claim.Object(ctx)
	}
	return claim.Subject(ctx)
}

// Quote resolves the field.
func (v *Mention) Quote(ctx context.Context) (*Quote, error) {
	place, err := graph.ParsePointer(v.pointer)
	if err != nil {
		return nil, err
	}
	return v.evidence.words(ctx, &place)
}

// claim returns the claim that the evidence is for; nil if it is for a figure.
func (v *Evidence) claim(ctx context.Context) (*Claim, error) {
	statement, err := v.Statement(ctx)
	claim, _ := statement.(*Claim)
	return claim, err
}

// SubjectAt resolves the field.
func (v *Evidence) SubjectAt() *Mention { return v.mention(v.record().SubjectAt, false) }

// ObjectAt resolves the field.
func (v *Evidence) ObjectAt() *Mention { return v.mention(v.record().ObjectAt, true) }

func (v *Evidence) mention(pointer string, object bool) *Mention {
	if pointer == "" {
		return nil
	}
	return &Mention{v, object, pointer}
}

// SpeaksFor resolves the field.
func (v *Evidence) SpeaksFor(ctx context.Context) ([]*Mention, error) {
	mentions := []*Mention{}
	document, err := v.Document(ctx)
	if err != nil {
		return nil, err
	}
	declared := document.record().SpeaksFor
	if len(declared) == 0 {
		return mentions, nil
	}
	claim, err := v.claim(ctx)
	if err != nil || claim == nil {
		return mentions, err
	}
	quote, err := v.Quote(ctx)
	if err != nil {
		return nil, err
	}
	c := claim.record()
	for _, s := range graph.SpokenFor(declared, c, v.record().Paragraph, quote.quote.Text) {
		mentions = append(mentions, &Mention{v, s.Entity == c.Object, s.At})
	}
	return mentions, nil
}
