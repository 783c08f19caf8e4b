#!/usr/bin/env python3
"""convert.py TROCHA [--points 1000000] [--lines 100000] [--runs 3]: `trocha convert` beside ogr2ogr and orjson, as a Markdown table.

The inputs are made here (seed 23): points with 8 properties as CSV, lines of 50 vertices as GeoJSON. Ours and the peers take
turns in one run and convert the same files; figures are medians of CPU seconds of whole processes, start-up and files included.
A verdict follows each ratio: what was promised, and whether it holds; peak memory of ours stands beside it. Exits with 1 if two
results do not hold the same features; speed is reported, never judged by the exit code.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from land import process
from side_by_side import SideBySide

KINDS = ["robbery", "flood", "blockade", "landslide", "boarding", "medical", "Río Atrato", "other"]
TABLE = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "KEEP_GEOM_COLUMNS=NO", "-oo",
         "AUTODETECT_TYPE=YES", "-a_srs", "EPSG:4326"]
DRIVERS = {".geojson": "GeoJSON", ".geojsonl": "GeoJSONSeq", ".csv": "CSV", ".gpkg": "GPKG", ".fgb": "FlatGeobuf"}
ORJSON = "import orjson, sys; open(sys.argv[2], 'wb').write(orjson.dumps(orjson.loads(open(sys.argv[1], 'rb').read())))"


def make_points(path: Path, count: int) -> None:
    draw = random.Random(23)
    with open(path, "w") as file:
        file.write("lon,lat,id,kind,severity,risk,z,month,source,note\n")
        for i in range(count):
            file.write(f"{draw.uniform(-79, -75):.6f},{draw.uniform(6, 10):.6f},{i},{draw.choice(KINDS)},{draw.randrange(11)},"
                       f"{draw.random():.5f},{draw.gauss(0, 2):.4f},{draw.randrange(1, 61)},src{draw.randrange(9)},"
                       f"incident note {i % 997}\n")


def make_lines(path: Path, count: int) -> None:
    draw = random.Random(23)
    with open(path, "w") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for i in range(count):
            x, y, vertices = draw.uniform(-79, -75), draw.uniform(6, 10), []
            for _ in range(50):
                x, y = x + draw.uniform(-0.003, 0.003), y + draw.uniform(-0.003, 0.003)
                vertices.append(f"[{x:.6f},{y:.6f}]")
            file.write(f'{"," if i else ""}{{"type":"Feature","id":{i},"properties":{{"name":"route {i}","risk":{i * 37 % 1000 / 1000}}},'
                       f'"geometry":{{"type":"LineString","coordinates":[{",".join(vertices)}]}}}}\n')
        file.write("]}\n")


def count(path: Path) -> int:
    """Features of a text format by its own rules; of the others as ogrinfo says."""
    if path.suffix == ".csv":
        with open(path, newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    if path.suffix == ".geojsonl":
        with open(path) as file:
            return sum(1 for line in file if json.loads(line))
    if path.suffix == ".geojson":
        with open(path) as file:
            return len(json.load(file)["features"])
    said = subprocess.run(["ogrinfo", "-so", "-al", path], capture_output=True, text=True, check=True).stdout
    return int(said.partition("Feature Count: ")[2].split()[0])


class Bench(SideBySide):
    complaint = "FEATURES DIFFER"

    def run(self, what: str, source: Path, ending: str, promise: float, options: tuple[str, ...] = (), peer="ogr2ogr") -> None:
        """One conversion; `promise` is the least ratio of theirs to ours."""
        mine, theirs = self.folder / f"ours{ending}", self.folder / f"theirs{ending}"
        peak = 0.0

        def ours() -> float:
            nonlocal peak
            mine.unlink(missing_ok=True)
            _, seconds, _, memory = process([str(self.choice.trocha), "convert", str(source), "-o", str(mine), "--quiet"])
            peak = max(peak, memory)
            return seconds

        def other() -> float:
            theirs.unlink(missing_ok=True)
            if peer == "orjson":
                return process([sys.executable, "-c", ORJSON, str(source), str(theirs)])[1]
            table = TABLE if source.suffix == ".csv" else []
            return process(["ogr2ogr", "-f", DRIVERS[ending], str(theirs), str(source), *table, *options])[1]

        figures = self.turns(ours, other)
        ratio = sorted(figures[1])[len(figures[1]) // 2] / sorted(figures[0])[len(figures[0]) // 2]
        verdict = f"≥ {promise:.2f}: {'holds' if ratio >= promise else '**MISSED**'}; peak {peak / 1e6:.0f} MB"
        verdict += "" if peak < 100e6 else " **OVER 100 MB**"
        same = count(mine) == count(theirs)
        self.line(what, f"{source.stat().st_size / 1e6:.0f} MB", figures[0], peer, figures[1], verdict, same)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("trocha", type=Path, help="the trocha executable, release build")
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3, help="runs of each (3)")
    choice = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        bench = Bench(choice, Path(name))
        table, lines, points = bench.folder / "points.csv", bench.folder / "lines.geojson", bench.folder / "points.geojson"
        make_points(table, choice.points)
        make_lines(lines, choice.lines)
        subprocess.run(["ogr2ogr", "-f", "GeoJSON", points, table, *TABLE], check=True)
        print("| conversion | input | ours, CPU s | peer | peer, CPU s | peer ÷ ours | promised |")
        print("| --- | --- | ---: | --- | ---: | ---: | --- |")
        plain = ("-lco", "SPATIAL_INDEX=NO")
        bench.run("points, CSV to GeoJSON", table, ".geojson", 8)
        for what, source, shape in (("points", points, "AS_XY"), ("lines", lines, "AS_WKT")):
            bench.run(f"{what}, GeoJSON to CSV", source, ".csv", 5, ("-lco", f"GEOMETRY={shape}"))
            bench.run(f"{what}, GeoJSON to sequence", source, ".geojsonl", 5)
            bench.run(f"{what}, GeoJSON to GeoJSON", source, ".geojson", 6)
            bench.run(f"{what}, GeoJSON to GeoJSON", source, ".geojson", 1, peer="orjson")
            bench.run(f"{what}, GeoJSON to FlatGeobuf", source, ".fgb", 1 / 1.2, plain)
            bench.run(f"{what}, GeoJSON to GeoPackage", source, ".gpkg", 1 / 1.2)
        bench.run("points, CSV to FlatGeobuf", table, ".fgb", 1 / 1.2, plain)
        bench.run("points, CSV to GeoPackage", table, ".gpkg", 1 / 1.2)
    print(f"\n{choice.runs} runs in turn; load average {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end")
    return 0 if bench.agreed else 1


if __name__ == "__main__":
    sys.exit(main())
