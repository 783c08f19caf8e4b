#!/usr/bin/env python3
"""sea.py KERNELS TROCHA --peers DIR [--pairs 10000] [--runs 3]: sea passages beside their peers, and their lines beside the coast.

DIR is the folder of peers that `land.py` takes, with `build/astar`, `data/sea_4000.*` and `data/marnet_*.csv`; its Python needs
scgraph and shapely. Ours and the peers take turns in one run, each on one thread; figures are medians of CPU seconds. Then every
segment of passages between random ports and beaches is held against the full coast by GEOS. Exits with 1 if two results are
further apart than they may be, or a segment enters land; speed is reported, never judged.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from land import Bench, process

COAST = Path(__file__).resolve().parent.parent / "geodata/darien/coast.fgb"


def over_a_mask(bench: Bench) -> None:
    """One route over 4000 × 4000 cells, 8 neighbours."""
    name = "sea_4000"
    raster, peers = bench.rasters[name], bench.choice.peers
    values = np.fromfile(peers / f"data/{name}.f32", "<f4")
    np.where(values == raster["nodata"], 0, values).astype("<f4").tofile(bench.folder / "water.f32")
    cells = [str(raster[end][0] * raster["cols"] + raster[end][1]) for end in ("source", "target")]
    words = [raster["rows"], raster["cols"], *raster["source"], *raster["target"], raster["nodata"]]
    found = {}

    def ours() -> float:
        seconds = bench.kernel("sea-mask", str(raster["cols"]), *cells, str(bench.folder / "water.f32"),
                               str(bench.folder / "route.f64"))
        found["ours"], found["smooth"] = np.fromfile(bench.folder / "route.f64")
        return seconds

    def reference() -> float:
        output, whole, _, _ = process([str(peers / "build/astar"), str(peers / f"data/{name}.f32"), *map(str, words),
                                       str(bench.folder / "path.csv")])
        figures = json.loads(output)
        found["C++"] = figures["summary"]["target"]
        return figures["user_s"]

    mine, astar, image = bench.turns(ours, reference, lambda: bench.peer("cost_skimage.py", "4000", name, "stop"))
    orps = [bench.peer("cost_pyorps.py", name)]
    apart = abs(found["ours"] / found["C++"] - 1)
    what = "route over a water mask, 8 neighbours"
    bench.line(what, "4000²", mine, "C++ A*, search alone", astar,
               f"length: relative difference {apart:.0e}; ours goes on to smooth it, {found['smooth'] / found['ours']:.3f} of that",
               apart < 1e-9)
    bench.line(what, "4000²", mine, "scikit-image MCP_Geometric", image, "")
    bench.line(what, "4000²", mine, "pyorps, which does not pass between two cells of land", orps, "")


def scgraph_queries(pairs: np.ndarray, peers: Path) -> tuple[float, list[float]]:
    """CPU seconds for making scgraph's contraction hierarchy, and of each query."""
    from scgraph import GeoGraph

    nodes = np.loadtxt(peers / "data/marnet_nodes.csv", delimiter=",", skiprows=1)[:, 1:]
    graph: list[dict[int, float]] = [{} for _ in nodes]
    for row in csv.DictReader(open(peers / "data/marnet_edges.csv")):
        if row["passage"] != "northwest":
            a, b, length = int(row["a"]), int(row["b"]), float(row["km"])
            graph[a][b] = graph[b][a] = length
    start = time.process_time()
    network = GeoGraph(graph=graph, nodes=[[float(y), float(x)] for x, y in nodes])
    network.graph_object.create_contraction_hierarchy()
    prepared, seconds = time.process_time() - start, []
    for west, south, east, north in pairs:
        start = time.process_time()
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            network.get_shortest_path(
                {"latitude": south, "longitude": west}, {"latitude": north, "longitude": east}, output_path=True,
                algorithm_fn="contraction_hierarchy")
        seconds.append(time.process_time() - start)
    return prepared, seconds


def between_ports(bench: Bench, count: int) -> None:
    """A thousand pairs of the places of the pack, and of points of the coast that all differ, by the prepared structure and its peers."""
    prepared, ports = bench.folder / "kernels.sea", bench.folder / "ports.f64"
    files = {name: bench.folder / f"{name}.f64" for name in ("sea-network", "sea-passages", "sea-ports")}
    places = list(csv.DictReader(open(COAST.parent / "places.csv")))
    np.array([[float(row["lon"]), float(row["lat"])] for row in places]).tofile(ports)

    def ours(name: str, *words: str) -> float:
        return bench.kernel(name, str(COAST), str(count), *words, str(files[name]))

    preparing = bench.kernel("sea-preparation", str(COAST), "1", "1", str(prepared))
    _, _, _, _, corners, _, _, distances = np.fromfile(prepared, "<u8", 8)
    ours("sea-network", str(prepared))
    pairs = np.fromfile(files["sea-network"])[count:].reshape(-1, 4)
    theirs: list[float] = []

    def same_pairs() -> float:
        prepared, seconds = scgraph_queries(pairs, bench.choice.peers)
        theirs.append(prepared)
        return sum(seconds)

    known, network, triangles, peers, own = bench.turns(
        lambda: ours("sea-ports", str(prepared), str(ports)), lambda: ours("sea-network", str(prepared)),
        lambda: ours("sea-passages"), same_pairs, lambda: bench.peer("sea_net.py", "scgraph_ch"))
    looked, searched = (np.fromfile(files[name])[:count] for name in ("sea-network", "sea-passages"))
    ratio = looked / searched - 1
    between = np.fromfile(files["sea-ports"])
    what, size = "shortest passages on the full coast", f"{count} pairs"
    peer = f"scgraph, contraction hierarchy, {count} pairs of its own"
    note = (f"ours prepared in {preparing:.1f} s, {prepared.stat().st_size / 1e6:.0f} MB ({corners} corners, "
            f"{distances / 1e6:.1f} million distances), theirs in {statistics.median(theirs):.1f} s; theirs is a network of 9,708 "
            "nodes in the whole world that crosses land")
    bench.line(what + f", between {len(places)} places", size, known, peer, own,
               f"{np.isfinite(between).sum()} can be sailed; inland places move to the water")
    bench.line(what + ", all ends different", size, network, peer, own, note)
    bench.line(what + ", all ends different", size, network, "scgraph, the same pairs", peers,
               "between the few nodes of theirs that lie in the region")
    bench.line(what + ", all ends different", size, network, "ours without preparation", triangles,
               f"lengths {ratio.min():+.0e} … {ratio.max():+.0e}", bool(ratio.max() < 1e-9 and ratio.min() > -1e-2))


def random_places(count: int, seed: int = 4) -> list[tuple[str, float, float]]:
    """Places of the region and vertices of its coast, by turns."""
    import pyogrio

    land = pyogrio.read_dataframe(COAST).geometry
    beaches = np.concatenate([np.asarray(part.exterior.coords) for shape in land for part in getattr(shape, "geoms", [shape])])
    ports = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(open(COAST.parent / "places.csv"))]
    random = np.random.default_rng(seed)
    return [
        tuple(ports[random.integers(len(ports))]) if random.random() < 0.2 else tuple(beaches[random.integers(len(beaches))])
        for _ in range(count)]


def against_the_coast(bench: Bench, count: int) -> bool:
    """Every segment of `count` passages against the coast's polygons."""
    import pyogrio
    import shapely

    land = pyogrio.read_dataframe(COAST).geometry.to_numpy()
    shapely.prepare(land)
    places = random_places(2 * count)
    table, output = bench.folder / "pairs.csv", bench.folder / "passages.geojson"
    with open(table, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["pair_id", "from_lon", "from_lat", "to_lon", "to_lat"])
        for i in range(count):
            rows.writerow([i, *places[2 * i], *places[2 * i + 1]])
    prepared = bench.folder / "prepared.sea"
    trocha = [str(bench.choice.trocha), "sea", "route", "--overwrite", "--quiet"]
    process([*trocha, "--prepare", "-o", str(prepared)])
    _, seconds, _, _ = process(
        [*trocha, "--pairs", str(table), "--snap", "100000", "--prepared", str(prepared), "-o", str(output)])
    segments, ways = [], 0
    for feature in json.load(open(output))["features"]:
        if feature["geometry"]:
            points = np.asarray(feature["geometry"]["coordinates"])
            segments.append(np.stack([points[:-1], points[1:]], axis=1))
            ways += 1
    lines = np.concatenate(segments)
    lines = shapely.linestrings(lines[(lines[:, 0] != lines[:, 1]).any(axis=1)])
    start = time.perf_counter()
    line, polygon = shapely.STRtree(land).query(lines, predicate="intersects")
    entering = int((~shapely.touches(land[polygon], lines[line])).sum())
    print(f"\n{ways} passages of {count} pairs ({count - ways} places lie on waters that do not join), {len(lines)} segments, "
          f"{len(line)} of which touch the coast; {entering} enter land by GEOS {shapely.geos_version_string} "
          f"({time.perf_counter() - start:.0f} s); ours took {seconds:.1f} CPU s, files included")
    return entering == 0 and ways > count / 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kernels", type=Path, help="the kernels executable, release build")
    parser.add_argument("trocha", type=Path, help="the trocha executable, release build")
    parser.add_argument("--peers", type=Path, required=True, help="folder of the peers, built and with its data")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="Python that has the peers' packages")
    parser.add_argument("--pairs", type=int, default=10_000, help="pairs held against the coast (10,000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (3)")
    choice = parser.parse_args()
    load = os.getloadavg()[0]
    print("| sea passages | size | ours, CPU s | peer | peer, CPU s | peer ÷ ours | agreement |")
    print("| --- | --- | ---: | --- | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(choice, Path(name))
        over_a_mask(bench)
        between_ports(bench, 1000)
        holds = against_the_coast(bench, choice.pairs)
    print(f"\n{choice.runs} runs in turn; load average {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end")
    return 0 if bench.agreed and holds else 1


if __name__ == "__main__":
    sys.exit(main())
