#!/usr/bin/env python3
"""assignment.py TROCHA [--runs 3] [--steps 12]: user equilibria beside AequilibraE, igraph and networkx.

Needs aequilibrae, igraph, networkx and numpy (pip). Ours and the peers take turns in one run, each on one thread; figures are
medians of CPU seconds, ours those of the whole program with its reading and writing. Exits with 1 if objectives are further apart
than their gaps allow; speed is reported, never judged.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

FIXTURE = Path(__file__).resolve().parent.parent / "Tests/Support/SiouxFalls.swift"
BEST = 42.31335287107440e5


def sioux_falls() -> tuple[np.ndarray, np.ndarray]:
    """Links (from, to, capacity, time) and trips, from the fixture of the tests."""
    text = FIXTURE.read_text()
    links = re.findall(r"\((\d+), (\d+), ([\d.]+), ([\d.]+)\)", text)
    body = text.split("hundredsOfTrips: [[Int]] = [")[1].split("public static let flows")[0]
    numbers = [int(word) for word in re.findall(r"\d+", body)]
    return np.array(links, float), 100.0 * np.array(numbers[: 24 * 24]).reshape(24, 24)


def grid(side: int, seed: int = 7):
    """A grid of streets with random lengths, speeds and capacities, and 1,000 pairs from 64 origins."""
    draw = random.Random(seed)
    links = []
    for row in range(side):
        for column in range(side):
            for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                other, across = row + down, column + right
                if 0 <= other < side and 0 <= across < side:
                    length = draw.uniform(100, 300)
                    links.append((row * side + column, other * side + across, draw.uniform(200, 2000),
                                  length / draw.uniform(8, 20)))
    origins = [draw.randrange(side * side) for _ in range(64)]
    pairs = {}
    while len(pairs) < 1000:
        ends = draw.choice(origins), draw.randrange(side * side)
        if ends[0] != ends[1]:
            pairs[ends] = draw.uniform(10, 300)
    return np.array(links), pairs


def costs(links: np.ndarray, flows: np.ndarray) -> np.ndarray:
    return links[:, 3] * (1 + 0.15 * (flows / links[:, 2]) ** 4)


def objective(links: np.ndarray, flows: np.ndarray) -> float:
    return float((links[:, 3] * flows * (1 + 0.03 * (flows / links[:, 2]) ** 4)).sum())


def write(folder: Path, links: np.ndarray, pairs: dict) -> list[str]:
    with open(folder / "links.csv", "w") as file:
        file.write("link_id,from,to,cost,capacity,b,power\n")
        for index, (tail, head, capacity, time_) in enumerate(links):
            file.write(f"{index + 1},{int(tail)},{int(head)},{float(time_)!r},{float(capacity)!r},0.15,4\n")
    with open(folder / "demand.csv", "w") as file:
        file.write("from,to,persons\n")
        for (tail, head), persons in pairs.items():
            file.write(f"{tail},{head},{float(persons)!r}\n")
    return ["--links", str(folder / "links.csv"), "--demand", str(folder / "demand.csv")]


def ours(trocha: str, folder: Path, inputs: list[str], gap: float) -> tuple[float, dict]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    output = subprocess.run(
        [trocha, "network", "flows", "--model", "ue", *inputs, "--gap", str(gap), "--threads", "1", "--json", "--quiet",
         "--overwrite", "-o", str(folder / "flows.csv")], check=True, capture_output=True, text=True).stdout
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, json.loads(output)


def flows_of(folder: Path) -> np.ndarray:
    with open(folder / "flows.csv") as file:
        return np.array([float(row["flow"]) for row in csv.DictReader(file)])


def aequilibrae(links: np.ndarray, trips: np.ndarray, gap: float) -> tuple[float, float, int]:
    """CPU seconds of the assignment alone, its objective and its iterations."""
    import pandas
    from aequilibrae.matrix import AequilibraeMatrix
    from aequilibrae.paths import Graph, TrafficAssignment, TrafficClass

    count = len(trips)
    network = pandas.DataFrame({
        "link_id": np.arange(1, len(links) + 1), "a_node": links[:, 0].astype(int), "b_node": links[:, 1].astype(int),
        "capacity": links[:, 2], "free_flow_time": links[:, 3], "b": 0.15, "power": 4.0, "direction": 1})
    graph = Graph()
    graph.network, graph.network_ok, graph.status = network, True, "OK"
    graph.prepare_graph(np.arange(1, count + 1))
    graph.set_graph("free_flow_time")
    graph.set_blocked_centroid_flows(False)
    matrix = AequilibraeMatrix()
    matrix.create_empty(zones=count, matrix_names=["trips"], memory_only=True)
    matrix.index[:] = np.arange(1, count + 1)
    matrix.matrix["trips"][:, :] = trips
    matrix.computational_view(["trips"])
    before = time.process_time()
    run = TrafficAssignment()
    run.add_class(TrafficClass("all", graph, matrix))
    run.set_vdf("BPR")
    run.set_vdf_parameters({"alpha": "b", "beta": "power"})
    run.set_capacity_field("capacity")
    run.set_time_field("free_flow_time")
    run.set_algorithm("bfw")
    run.max_iter, run.rgap_target = 5000, gap
    run.set_cores(1)
    # Its progress bars are not ours to show.
    with contextlib.redirect_stderr(io.StringIO()):
        run.execute()
    seconds = time.process_time() - before
    return seconds, objective(links, run.results()["trips_ab"].to_numpy()), len(run.report())


def frank_wolfe(links: np.ndarray, pairs: dict, steps: int) -> tuple[float, float]:
    """CPU seconds of so many steps over igraph's cheapest paths, and the gap that they reach."""
    import igraph

    graph = igraph.Graph(int(links[:, :2].max()) + 1, links[:, :2].astype(int).tolist(), directed=True)
    by_origin: dict[int, list] = {}
    for (tail, head), persons in pairs.items():
        by_origin.setdefault(tail, []).append((head, persons))
    flows, gap = np.zeros(len(links)), 1.0
    before = time.process_time()
    for step in range(steps + 1):
        now = costs(links, flows)
        target = np.zeros(len(links))
        for tail, ends in by_origin.items():
            paths = graph.get_shortest_paths(tail, [head for head, _ in ends], now, output="epath")
            for path, (_, persons) in zip(paths, ends):
                target[path] += persons
        if step == 0:
            flows = target
            continue
        gap = float(1 - (target * now).sum() / (flows * now).sum())
        low, high = 0.0, 1.0
        for _ in range(40):
            middle = (low + high) / 2
            if (costs(links, flows + middle * (target - flows)) * (target - flows)).sum() < 0:
                low = middle
            else:
                high = middle
        flows = flows + low * (target - flows)
    return time.process_time() - before, gap


def one_loading(links: np.ndarray, pairs: dict, origins: int) -> float:
    """CPU seconds of networkx for the cheapest paths of some origins, scaled up to all."""
    import networkx

    graph = networkx.DiGraph()
    graph.add_weighted_edges_from((int(tail), int(head), time_) for tail, head, _, time_ in links)
    tails = sorted({tail for tail, _ in pairs})
    before = time.process_time()
    for tail in tails[:origins]:
        networkx.single_source_dijkstra(graph, tail)
    return (time.process_time() - before) * len(tails) / origins


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("trocha")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--steps", type=int, default=12)
    choice = parser.parse_args()
    is_right = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        links, trips = sioux_falls()
        pairs = {(i + 1, j + 1): trips[i, j] for i in range(24) for j in range(24) if trips[i, j] > 0}
        inputs = write(folder, links, pairs)
        mine, theirs = [], []
        for _ in range(choice.runs):
            seconds, summary = ours(choice.trocha, folder, inputs, 1e-6)
            mine.append(seconds)
            theirs.append(aequilibrae(links, trips, 1e-6))
        is_right &= abs(summary["objective"] / BEST - 1) < 1e-6 and abs(theirs[0][1] / BEST - 1) < 1e-6
        print(f"Sioux Falls, gap 1e-6: ours {statistics.median(mine):.2f} s CPU ({summary['iterations']} passes, objective "
              f"{summary['objective'] / 1e5:.10f}), AequilibraE bfw {statistics.median(t[0] for t in theirs):.2f} s "
              f"({theirs[0][2]} iterations, {theirs[0][1] / 1e5:.10f})")

        links, pairs = grid(159)
        inputs = write(folder, links, pairs)
        for gap in (1e-4, 1e-6):
            seconds, summary = ours(choice.trocha, folder, inputs, gap)
            again = objective(links, flows_of(folder))
            is_right &= summary["converged"] and abs(summary["objective"] / again - 1) < 1e-12
            print(f"grid of {len(links)} links, 1,000 pairs: ours {seconds:.1f} s CPU to a gap of "
                  f"{summary['relative_gap']:.1e} ({summary['iterations']} passes)")
        seconds, gap = frank_wolfe(links, pairs, choice.steps)
        print(f"  igraph, Frank-Wolfe: {seconds:.1f} s CPU for {choice.steps} steps, which end at a gap of {gap:.1e}")
        seconds = one_loading(links, pairs, 4)
        print(f"  networkx: {seconds:.1f} s CPU for the cheapest paths of one step")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
