package cli

import (
	"policygraph/graph"
)

// clockFlags are the dates as of which a command answers.
type clockFlags struct {
	ValidOn   string `name:"valid-on" placeholder:"DATE" help:"Only what held in the world on this day."`
	KnownAsOf string `name:"known-as-of" placeholder:"DATE" help:"Answer as the dataset stood on this day."`
	Undated   string `name:"undated" enum:"presume,include" default:"presume" help:"What --valid-on leaves of statements that do not say since when they hold: presume reads them from the day of their earliest document on, include on any day (${default})."`
}

// asOf returns the dates as the domain reads them.
func (f clockFlags) asOf() graph.AsOf {
	at := graph.AsOf{ValidOn: graph.Day(f.ValidOn), KnownAsOf: graph.Day(f.KnownAsOf)}
	if f.Undated == "include" {
		at.Undated = graph.Include
	}
	return at
}

// variable returns the dates as the API's AsOf; nil where none is set.
func (f clockFlags) variable() any {
	at := map[string]any{}
	if f.ValidOn != "" {
		at["validOn"] = f.ValidOn
	}
	if f.KnownAsOf != "" {
		at["knownAsOf"] = f.KnownAsOf
	}
	if f.Undated == "include" {
		at["undated"] = graph.Include
	}
	if len(at) == 0 {
		return nil
	}
	return at
}

// describe describes the dates, to go on a sentence.
func (f clockFlags) describe() string {
	text := ""
	if f.ValidOn != "" {
		text += ", valid on " + f.ValidOn
		if f.Undated == "include" {
			text += " or undated"
		}
	}
	if f.KnownAsOf != "" {
		text += ", as known on " + f.KnownAsOf
	}
	return text
}
