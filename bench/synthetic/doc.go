// Package synthetic makes up datasets of any size, for measuring what size
// costs. They keep to the vocabulary and to every rule of a dataset, and have the
// shape of real ones: all kinds of entities and types of claims, degrees that
// follow a power law, ten hubs that a twentieth of all entities each are related
// to, names whose forms can be derived, both clocks, evidence, corrections.
//
// Nothing is remembered: what an entity or a document is called follows from its
// number alone, so that a dataset of any size is made in constant memory, and
// the same size and seed always make the same dataset.
package synthetic
