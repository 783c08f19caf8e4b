#!/usr/bin/env python3
"""network.py TROCHA [--pairs 1000] [--runs 3]: alternatives on networks beside igraph and networkx, as a Markdown table.

The large network is made here: a grid of 158 × 158 crossings whose streets have random lengths and speeds and of which 3 %
are left out (seed 5), some 96,000 directed links. Ours and the peers take turns in one run, each on one thread; figures are
medians of CPU seconds, ours of the whole process with its files, the peers' of their calls alone. Peers that take too long
do the first pairs only and are scaled up, which is said. Exits with 1 if costs differ; speed is reported, never judged.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx

from land import process
from side_by_side import SideBySide


class Network:
    """A grid of streets, in a file and in the forms that the peers take."""

    def __init__(self, side: int, missing: float, folder: Path) -> None:
        draw = random.Random(5)
        self.links: list[tuple[str, str, float]] = []
        self.path = folder / f"links_{side}.csv"
        with open(self.path, "w") as file:
            file.write("link_id,from,to,length_m,cost\n")
            for y, x, (right, up) in itertools.product(range(side), range(side), ((1, 0), (0, 1))):
                if x + right >= side or y + up >= side or draw.random() < missing:
                    continue
                ends = f"p{x}_{y}", f"p{x + right}_{y + up}"
                for start, end in (ends, ends[::-1]):
                    length = round(100 * draw.uniform(0.8, 1.6), 1)
                    cost = round(length / draw.choice((8, 14, 14, 25)), 2)
                    self.links.append((start, end, cost))
                    file.write(f"{len(self.links)},{start},{end},{length},{cost}\n")
        self.places = sorted({end for link in self.links for end in link[:2]})
        self.number = {place: i for i, place in enumerate(self.places)}
        edges = [(self.number[a], self.number[b]) for a, b, _ in self.links]
        self.costs = [cost for _, _, cost in self.links]
        self.igraph = igraph.Graph(n=len(self.places), edges=edges, directed=True)
        self.networkx = networkx.DiGraph()
        self.networkx.add_weighted_edges_from((a, b, cost) for (a, b), cost in zip(edges, self.costs))


class Bench(SideBySide):
    complaint = "COSTS DIFFER"

    def ours(self, network: Network, pairs: list[tuple[str, str]], *options: str) -> tuple[float, list[dict[str, str]]]:
        table, output = self.folder / "pairs.csv", self.folder / "routes.csv"
        table.write_text("from,to\n" + "".join(f"{a},{b}\n" for a, b in pairs))
        _, seconds, _, _ = process(
            [str(self.choice.trocha), "network", "alternatives", "--links", str(network.path), "--pairs", str(table), "-o",
             str(output), "--overwrite", "--quiet", "--threads", "1", *options])
        with open(output) as file:
            return seconds, list(csv.DictReader(file))


def timed(pairs: list, count: int, call: Callable) -> tuple[float, list]:
    """CPU seconds for all pairs, from those of the first `count`, and what these gave."""
    start = time.process_time()
    results = [call(*pair) for pair in pairs[:count]]
    return (time.process_time() - start) * len(pairs) / min(count, len(pairs)), results


def agree(ours: list[float], theirs: list[float]) -> bool:
    return len(ours) == len(theirs) and all(abs(a - b) <= 1e-9 * max(1, b) for a, b in zip(ours, theirs))


def large(bench: Bench) -> None:
    """Three alternatives by plateaus and penalties; the peers find one path, or three that may be nearly the same."""
    network = Network(158, 0.03, bench.folder)
    draw = random.Random(7)
    pairs = [tuple(draw.choices(network.places, k=2)) for _ in range(bench.choice.pairs)]
    numbers = [(network.number[a], network.number[b]) for a, b in pairs]
    size = f"{len(network.links)} links, {len(pairs)} pairs"

    def one_path(a: int, b: int) -> float:
        path = network.igraph.get_shortest_path(a, b, weights=network.costs, output="epath")
        return sum(network.costs[edge] for edge in path)

    def three_paths(a: int, b: int) -> list:
        return network.igraph.get_k_shortest_paths(a, b, k=3, weights=network.costs, output="epath")

    def dijkstra(a: int, b: int) -> float:
        return networkx.bidirectional_dijkstra(network.networkx, a, b)[0]

    figures: dict[str, list[float]] = {name: [] for name in ("plateau", "penalty", "one", "three", "nx")}
    first: dict[str, list[float]] = {}
    routes: dict[str, int] = {}
    for _ in range(bench.choice.runs):
        for method in ("plateau", "penalty"):
            seconds, rows = bench.ours(network, pairs, "--method", method)
            figures[method].append(seconds)
            first[method] = [float(row["cost"]) for row in rows if row["rank"] == "1"]
            routes[method] = len(rows)
        seconds, known = timed(numbers, len(numbers), one_path)
        figures["one"].append(seconds)
        figures["three"].append(timed(numbers, 20, three_paths)[0])
        figures["nx"].append(timed(numbers, 50, dijkstra)[0])
    for method in ("plateau", "penalty"):
        holds = agree(first[method], known)
        bench.line(f"alternatives, {method}, {routes[method]} routes", size, figures[method],
                   f"igraph {igraph.__version__}, the cheapest path only", figures["one"], "cheapest costs agree", holds)
    bench.line("alternatives, plateau", size, figures["plateau"], "igraph, 3 shortest paths", figures["three"],
               "theirs from 20 pairs, with no limit on what they share")
    bench.line("alternatives, plateau", size, figures["plateau"], f"networkx {networkx.__version__}, the cheapest path only",
               figures["nx"], "theirs from 50 pairs")


def small(bench: Bench) -> None:
    """Yen's ten paths between all places of a network of the size of Sioux Falls."""
    network = Network(5, 0, bench.folder)
    pairs = list(itertools.permutations(network.places, 2))
    numbers = [(network.number[a], network.number[b]) for a, b in pairs]
    size = f"{len(network.links)} links, {len(pairs)} pairs"

    def by_igraph(a: int, b: int) -> list[float]:
        paths = network.igraph.get_k_shortest_paths(a, b, k=10, weights=network.costs, output="epath")
        return [sum(network.costs[edge] for edge in path) for path in paths]

    def by_networkx(a: int, b: int) -> list[float]:
        paths = networkx.shortest_simple_paths(network.networkx, a, b, weight="weight")
        return [networkx.path_weight(network.networkx, path, "weight") for path in itertools.islice(paths, 10)]

    figures: list[list[float]] = [[], [], [], []]
    for _ in range(bench.choice.runs):
        seconds, rows = bench.ours(network, pairs, "--method", "yen", "--k", "10")
        figures[0].append(seconds)
        figures[1].append(bench.ours(network, pairs)[0])
        for figure, call in ((figures[2], by_igraph), (figures[3], by_networkx)):
            seconds, costs = timed(numbers, len(numbers), call)
            figure.append(seconds)
            if not agree([float(row["cost"]) for row in rows], [cost for pair in costs for cost in pair]):
                bench.agreed = False
                print("**COSTS DIFFER**")
    bench.line("ten shortest paths, yen", size, figures[0], "igraph", figures[2], "all costs agree")
    bench.line("ten shortest paths, yen", size, figures[0], "networkx", figures[3], "all costs agree")
    bench.line("three alternatives, overlap", size, figures[1], "networkx, ten shortest paths", figures[3], "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("trocha", type=Path, help="the trocha executable, release build")
    parser.add_argument("--pairs", type=int, default=1000, help="pairs on the large network (1,000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (3)")
    choice = parser.parse_args()
    load = os.getloadavg()[0]
    print("| networks | size | ours, CPU s | peer | peer, CPU s | peer ÷ ours | agreement |")
    print("| --- | --- | ---: | --- | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(choice, Path(name))
        large(bench)
        small(bench)
    print(f"\n{choice.runs} runs in turn; load average {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end")
    return 0 if bench.agreed else 1


if __name__ == "__main__":
    sys.exit(main())
