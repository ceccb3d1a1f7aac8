"""Draws what size costs a store, from benchmarks at several sizes.

usage: plot.py OUT.svg ENTITIES=FILE ...

A file is what `go test -bench Store` printed for a dataset with so many
entities and five times as many claims (docs/operations.md has the commands).
To the left the processor time of each read, to the right the memory after a load, both
against the number of entities, on logarithmic scales.
"""

import re
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "policygraph"  # the same figures give the same file
import matplotlib.pyplot as plt

LINE = re.compile(r"^BenchmarkStore/(\S+?)(?:-\d+)?\s+\d+\s+(.*)$")


def read(path):
    """The metrics of each benchmark: {name: {unit: value}}."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if match := LINE.match(line):
                words = match[2].split()
                found[match[1].replace("_", " ")] = {unit: float(value) for value, unit in zip(words[::2], words[1::2])}
    return found


def main(out, *pairs):
    sizes = {}
    for pair in pairs:
        entities, path = pair.split("=", 1)
        sizes[int(entities)] = read(path)
    entities = sorted(sizes)
    plt.rcParams["axes.prop_cycle"] = plt.cycler(color=plt.get_cmap("tab20").colors)
    figure, (times, memory) = plt.subplots(1, 2, figsize=(13, 5), width_ratios=(3, 2), layout="constrained")
    for name in sizes[entities[0]]:
        points = [sizes[n].get(name, {}).get("cpu-ns/op", 0) / 1e6 for n in entities]
        if all(points):
            times.plot(entities, points, marker="o", label=name)
    times.set(xscale="log", yscale="log", xlabel="entities (five claims each)", ylabel="ms of processor time a read", title="Reads")
    times.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    for unit, label in (("heap-B", "held"), ("peak-B", "most while loading")):
        memory.plot(entities, [sizes[n]["load"][unit] / 2**20 for n in entities], marker="o", label=label)
    memory.set(xscale="log", yscale="log", xlabel="entities (five claims each)", ylabel="MiB", title="Memory")
    memory.legend(fontsize=8)
    for axes in (times, memory):
        axes.grid(which="major", alpha=0.3)
    figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
