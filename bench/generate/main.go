// Command generate writes a made-up dataset of any size, in the format that the
// loader reads:
//
//	go run ./bench/generate --entities 1000000 --claims 5000000 --seed 1 DIR
//
// The same arguments write the same bytes.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"policygraph/bench/synthetic"
)

type command struct {
	Dir      string `arg:"" placeholder:"DIR" help:"Directory to write to; it must be empty, and is created where there is none."`
	Entities int    `name:"entities" default:"10000" help:"How many entities."`
	Claims   int    `name:"claims" default:"50000" help:"How many claims, corrections included."`
	Evidence int    `name:"evidence" default:"3" help:"How many pieces of evidence a statement has at most."`
	Seed     uint64 `name:"seed" default:"1" help:"Another number makes another dataset of the same size."`
}

func main() {
	var c command
	kong.Parse(&c, kong.Name("generate"), kong.Description("Write a made-up dataset of any size."))
	dataset, err := synthetic.New(synthetic.Size{Entities: c.Entities, Claims: c.Claims, Evidence: c.Evidence, Seed: c.Seed})
	if err == nil {
		err = write(context.Background(), c.Dir, dataset, newProgress(os.Stderr))
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "generate: %v\n", err)
		os.Exit(1)
	}
	fmt.Println("hubs, each related to a twentieth of all entities:")
	for _, id := range dataset.Hubs() {
		fmt.Println(" ", id)
	}
}
