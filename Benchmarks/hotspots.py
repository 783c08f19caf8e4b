#!/usr/bin/env python3
"""hotspots.py KERNELS --peers DIR [--parts local] [--sizes 100000] [--runs 3]: the hotspot kernels beside their peers, as Markdown.

DIR is a folder of peer scripts with `data/hot_N.csv`, `data/knn8_N.i32`, `build/local` and `scripts/local_esda.py`, and for the
scan `data/scan_sites.csv`, `data/scan_counts.csv` and `build/scan`, each of which prints one JSON line with the `user_s` of the computation. Ours and the peers take turns in one run; figures are medians of
CPU seconds on one thread, for two threads of seconds on the clock. Exits with 1 if two results are further apart than the
tolerance of their case; speed is reported, never judged.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from side_by_side import SideBySide

ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}


def output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        sys.exit(f"error: {' '.join(command)} failed: {done.stderr.strip()[-400:]}")
    return done.stdout


class Bench(SideBySide):
    """One run, with the programs that it calls."""

    digits = 3

    def kernel(self, name: str, *words: str) -> tuple[float, float]:
        """CPU seconds and seconds on the clock."""
        cpu, _, wall = output([str(self.choice.kernels), name, *words]).split()
        return float(cpu), float(wall)

    def peer(self, *command: str) -> float:
        lines = output(list(command)).splitlines()
        figures = json.loads(next(line for line in lines if line.startswith("{")))
        return figures["user_s"] + figures.get("sys_s", 0)


# Local statistics ----------------------------------------------------------------------------------------------------


def local(bench: Bench) -> None:
    """Gi* and local Moran, 8 nearest neighbours, 999 conditional permutations."""
    for n in (int(size) for size in bench.choice.sizes.split(",")):
        for kernel, task, title in (("local-g-star", "gistar", "Gi*"), ("local-moran", "moran", "local Moran")):
            local_statistic(bench, n, kernel, task, title)


def local_statistic(bench: Bench, n: int, kernel: str, task: str, title: str) -> None:
    peers, folder = bench.choice.peers, bench.folder
    values, neighbours = peers / f"data/hot_{n}.csv", peers / f"data/knn8_{n}.i32"
    np.loadtxt(values, delimiter=",", skiprows=1)[:, 2].astype("<f8").tofile(folder / "values.f64")

    def ours(threads: int) -> tuple[float, float]:
        return bench.kernel(kernel, "999", "1", str(threads), str(folder / "values.f64"), str(neighbours),
                            str(folder / f"ours{threads}.f64"))

    def reference() -> float:
        return bench.peer(str(peers / "build/local"), "direct", task, str(values), str(neighbours), str(n),
                          str(folder / "direct.f64"))

    what, size = f"{title}, 8 neighbours, 999 permutations", f"{n:,} units"
    mine, direct = bench.turns(lambda: ours(1)[0], reference)
    result = np.fromfile(folder / "ours1.f64").reshape(-1, 2)
    other = np.fromfile(folder / "direct.f64").reshape(-1, 2)
    apart = float(np.abs(result[:, 0] - other[:, 0]).max())
    # The reference normalises local Moran by n - 1.
    if task == "moran":
        apart = float(np.abs(result[:, 0] - other[:, 0] * n / (n - 1)).max())
    twice = np.minimum(1, 2 * other[:, 1])
    drawn = float(np.abs(result[:, 1] - twice).mean())
    note = f"statistic: max. difference {apart:.1e}; two-sided p by other draws: mean difference {drawn:.3f}"
    bench.line(what, size, mine, "C++, one set of draws for all", direct, note, apart <= 1e-9 and drawn <= 0.04)
    esda = [bench.peer(str(bench.choice.python), str(peers / "scripts/local_esda.py"), str(n), task)
            for _ in range(1 if n > 10_000 else bench.choice.runs)]
    bench.line(what, size, mine, "esda", esda, "")
    one, two = bench.turns(lambda: ours(1)[1], lambda: ours(2)[1])
    same = (folder / "ours1.f64").read_bytes() == (folder / "ours2.f64").read_bytes()
    bench.line(f"{what}, two threads, on the clock", size, two, "ours on one thread", one,
               "same bytes" if same else "other bytes", same)


# Scan ----------------------------------------------------------------------------------------------------------------


def scan(bench: Bench) -> None:
    """Prospective Poisson scan, 5000 places in 60 months, the 50 nearest, up to 12 months, 999 replicates."""
    peers, folder = bench.choice.peers, bench.folder
    sites, counts = peers / "data/scan_sites.csv", peers / "data/scan_counts.csv"
    table = np.loadtxt(sites, delimiter=",", skiprows=1)
    table[:, 1:3].astype("<f8").tofile(folder / "places.f64")
    table[:, 3].astype("<f8").tofile(folder / "population.f64")
    np.loadtxt(counts, delimiter=",", skiprows=1).astype("<f8").tofile(folder / "counts.f64")
    found: dict[str, dict] = {}

    def ours(threads: int) -> tuple[float, float]:
        files = [str(folder / f"{name}.f64") for name in ("places", "population", "counts")]
        return bench.kernel("poisson-scan", "999", "1", str(threads), *files, str(folder / f"scan{threads}.f64"))

    def reference() -> float:
        figures = json.loads(output([str(peers / "build/scan"), "poisson", "999", str(sites), str(counts)]))
        found["peer"] = figures["summary"]
        return figures["user_s"]

    what, size = "Poisson scan, 999 replicates", f"{len(table):,} places, 60 months"
    mine, other = bench.turns(lambda: ours(1)[0], reference)
    result, peer = np.fromfile(folder / "scan1.f64"), found["peer"]
    # The reference keeps its tables in single precision; replicates are other draws.
    apart, drawn = abs(result[0] - peer["llr"]), abs(float(result[4:].mean()) - peer["sim_mean"])
    holds = apart <= 1e-4 and drawn <= 0.3 and (int(result[2]), int(result[3])) == (peer["centre"], peer["zone_size"])
    bench.line(what, size, mine, "C++", other,
               f"ratio: difference {apart:.1e}; mean of the replicates' largest: {drawn:.3f}", holds)
    one, two = bench.turns(lambda: ours(1)[1], lambda: ours(2)[1])
    same = (folder / "scan1.f64").read_bytes() == (folder / "scan2.f64").read_bytes()
    bench.line(f"{what}, two threads, on the clock", size, two, "ours on one thread", one,
               "same bytes" if same else "other bytes", same)


# Kernel density ------------------------------------------------------------------------------------------------------


def kde(bench: Bench) -> None:
    """A quartic kernel of 25 cells over a million points on 2,000 × 2,000 cells, beside the exact sum in C++."""
    peers, folder = bench.choice.peers, bench.folder
    points = peers / "data/kde_1000000.csv"
    np.loadtxt(points, delimiter=",", skiprows=1).astype("<f8").tofile(folder / "points.f64")

    def ours(threads: int) -> tuple[float, float]:
        return bench.kernel("kernel-density", "2000", "100", "2500", str(threads), "200000", "1000000",
                            str(folder / "points.f64"), str(folder / f"kde{threads}.f32"))

    def reference() -> float:
        return bench.peer(str(peers / "build/kde"), str(points), "1000000", "200000", "2000", "25",
                          str(folder / "direct.f32"))

    what, size = "density, quartic kernel of 25 cells", "1,000,000 points, 2,000² cells"
    mine, direct = bench.turns(lambda: ours(1)[0], reference)
    result = np.fromfile(folder / "kde1.f32", "<f4") * (np.pi * 2500**2 / 3)
    other = np.fromfile(folder / "direct.f32", "<f4")
    # The reference keeps positions in single precision, to a ten-thousandth of a cell.
    apart = float(np.abs(result - other).max() / other.max())
    bench.line(what, size, mine, "C++, exact sum", direct, f"max. difference {apart:.1e} of the highest", apart <= 2e-5)
    one, two = bench.turns(lambda: ours(1)[1], lambda: ours(2)[1])
    same = (folder / "kde1.f32").read_bytes() == (folder / "kde2.f32").read_bytes()
    bench.line(f"{what}, two threads, on the clock", size, two, "ours on one thread", one,
               "same bytes" if same else "other bytes", same)


PARTS = {"kde": kde, "local": local, "scan": scan}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kernels", type=Path, help="the kernels executable, release build")
    parser.add_argument("--peers", type=Path, required=True, help="folder of the peers, built and with its data")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="Python that has the peers' packages")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--sizes", default="100000", help="units of the local statistics (100000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (3)")
    return parser.parse_args()


def main() -> int:
    choice = arguments()
    load = os.getloadavg()[0]
    print("| hotspots | size | ours, s | peer | peer, s | peer ÷ ours | agreement |")
    print("| --- | --- | ---: | --- | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(choice, Path(name))
        for part in choice.parts.split(","):
            PARTS[part](bench)
    print(f"\n{choice.runs} runs in turn; load average {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end; "
          f"{os.cpu_count()} cores, {platform.machine()}; Linux {platform.release()}")
    return 0 if bench.agreed else 1


if __name__ == "__main__":
    sys.exit(main())
