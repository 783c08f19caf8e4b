#!/usr/bin/env python3
"""land.py KERNELS TROCHA --peers DIR [--sizes 1000,4000] [--runs 3]: the land engine beside its peers, as a Markdown table.

DIR is a folder of peer scripts with `data/rasters.json`, the rasters it names, `build/cost` and `scripts/*.py`, whose every
call prints one JSON line with `user_s` and `sys_s` of the computation. Ours and the peers take turns in one run, each on one thread;
figures are medians of CPU seconds. Exits with 1 if two results are further apart than the tolerance of their case; speed is
reported, never judged.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from side_by_side import SideBySide

ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}


def peak_memory(process: int) -> int:
    """Bytes, as the kernel has them for the program that runs now; 0 once it has ended.

    What it reports at the end would hold the memory of this script, from which the process was forked.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def process(command: list[str]) -> tuple[str, float, float, float]:
    """Standard output, CPU seconds, wall seconds and peak memory in bytes of a whole process."""
    start, peak = time.perf_counter(), 0
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as complaint:
        child = subprocess.Popen(command, stdout=output, stderr=complaint, env={**os.environ, **ONE_THREAD})
        ended = (0, 0, None)
        while not ended[0]:
            peak = max(peak, peak_memory(child.pid))
            time.sleep(0.005)
            ended = os.wait4(child.pid, os.WNOHANG)
        _, status, usage = ended
        output.seek(0)
        complaint.seek(0)
        if status:
            sys.exit(f"error: {' '.join(command)} failed: {complaint.read().strip()[-400:]}")
        return output.read(), usage.ru_utime + usage.ru_stime, time.perf_counter() - start, peak


class Bench(SideBySide):
    """One run, with the programs that it calls."""

    def __init__(self, choice: argparse.Namespace, folder: Path) -> None:
        super().__init__(choice, folder)
        self.rasters = json.loads((choice.peers / "data/rasters.json").read_text())

    def kernel(self, name: str, *words: str) -> float:
        return float(process([str(self.choice.kernels), name, *words])[0].split()[0])

    def peer(self, script: str, *words: str) -> float:
        output = process([str(self.choice.python), str(self.choice.peers / "scripts" / script), *words])[0]
        figures = json.loads(next(line for line in output.splitlines() if line.startswith("{")))
        return figures["user_s"] + figures["sys_s"]

    def reference(self, mode: str, name: str, barriers: str, result: Path) -> float:
        """The C++ reference of the peers' folder; its own figure, which leaves the kernel's time out."""
        raster, data = self.rasters[name], self.choice.peers / "data"
        words = [raster["rows"], raster["cols"], *raster["source"], *raster["target"], raster["nodata"], raster["cell"]]
        output = process(
            [str(self.choice.peers / "build/cost"), mode, str(data / f"{name}.f32"), *map(str, words), str(result),
             str(self.folder / "path.csv"), str(data / f"{barriers}.f32")])[0]
        return json.loads(output)["user_s"]

    def place(self, name: str, end: str) -> str:
        raster = self.rasters[name]
        row, column = raster[end]
        return f"{raster['x0'] + (column + 0.5) * raster['cell']},{raster['y0'] - (row + 0.5) * raster['cell']}"


def agreement(ours: np.ndarray, theirs: np.ndarray, tolerance: float) -> tuple[str, bool]:
    ours, theirs = ours.ravel().astype(float), theirs.ravel().astype(float)
    known = (theirs >= 0) & np.isfinite(theirs)
    if not (known == ((ours >= 0) & np.isfinite(ours))).all():
        return "not the same cells", False
    greatest = float((np.abs(ours - theirs)[known] / np.maximum(theirs[known], 1e-30)).max())
    return f"max. relative difference {greatest:.1e}", greatest <= tolerance


def accumulated(bench: Bench, n: int) -> None:
    name, folder, size = f"cost_{n}", bench.folder, f"{n}²"
    raster = bench.rasters[name]
    friction = np.fromfile(bench.choice.peers / f"data/{name}.f32", "<f4")
    np.where(friction == raster["nodata"], np.inf, friction).astype("<f4").tofile(folder / "friction.f32")
    words = [str(raster["cols"]), str(raster["source"][0] * raster["cols"] + raster["source"][1])]

    def ours(kernel: str, result: str) -> Callable[[], float]:
        return lambda: bench.kernel(kernel, *words, str(folder / "friction.f32"), str(folder / result))

    peak: list[float] = []

    def whole() -> float:
        _, seconds, _, memory = process([
            str(bench.choice.trocha), "land", "accumulate", "--overwrite", "--quiet", "--threads", "1", "--friction",
            str(bench.choice.peers / f"data/{name}.tif"), "--neighbours", "8", "--length", "cells", "--crs", "native",
            "--from", bench.place(name, "source"), "--compress", "none", "--no-overviews", "-o", str(folder / "a.tif")])
        peak.append(memory / raster["rows"] / raster["cols"])
        return seconds

    reference = lambda: bench.reference("packed32", name, name, folder / "packed.f32")
    mine, packed, image, tools = bench.turns(
        ours("isotropic-cost", "ours.f32"), reference, lambda: bench.peer("cost_skimage.py", str(n)),
        lambda: bench.peer("cost_whitebox.py", str(n)))
    bench.reference("heap", name, name, folder / "heap.f32")
    result, heap = np.fromfile(folder / "ours.f32", "<f4"), np.fromfile(folder / "heap.f32", "<f4")
    text, holds = agreement(result, heap, 1e-5)
    bench.line("accumulated cost, 8 neighbours", size, mine, "C++ packed bucket queue", packed, f"to the C++ heap: {text}", holds)
    bench.line("accumulated cost, 8 neighbours", size, mine, "scikit-image MCP_Geometric", image, "")
    bench.line("accumulated cost, 8 neighbours", size, mine, "Whitebox cost_distance", tools, "")
    grass = [bench.peer("cost_grass.py", str(n), "r.cost") for _ in range(1 if n > 4000 else bench.choice.runs)]
    bench.line("accumulated cost, 8 neighbours", size, mine, "GRASS r.cost, its own map reading and writing included", grass, "")
    exact, heaps = bench.turns(ours("exact-cost", "exact.f64"), lambda: bench.reference("heap", name, name, folder / "heap.f32"))
    text, holds = agreement(np.fromfile(folder / "exact.f64", "<f8").astype("<f4"), heap, 1e-7)
    bench.line("the same in double precision", size, exact, "C++ heap in double precision", heaps, f"as Float32: {text}", holds)
    mine, packed = bench.turns(
        whole, lambda: process(
            [str(bench.choice.peers / "build/cost"), "packed32", str(bench.choice.peers / f"data/{name}.f32"),
             *map(str, [raster["rows"], raster["cols"], *raster["source"], *raster["target"], raster["nodata"], 30]),
             str(folder / "packed.f32"), str(folder / "path.csv")])[1])
    bench.line("whole process, GeoTIFF to GeoTIFF", size, mine, "C++, bare floats to bare floats", packed,
               f"peak memory of ours {max(peak):.1f} bytes a cell")


def walked(bench: Bench, n: int) -> None:
    name, folder, size = f"dem_{n}", bench.folder, f"{n}²"
    raster = bench.rasters[name]
    heights = np.fromfile(bench.choice.peers / f"data/{name}.f32", "<f4")
    barriers = np.fromfile(bench.choice.peers / f"data/cost_{n}.f32", "<f4") == raster["nodata"]
    np.where(barriers, np.nan, heights).astype("<f4").tofile(folder / "heights.f32")
    words = [str(raster["cols"]), str(raster["source"][0] * raster["cols"] + raster["source"][1]), "toblerOnPath"]
    mine, bucket = bench.turns(
        lambda: bench.kernel("anisotropic-cost", *words, str(folder / "heights.f32"), str(folder / "walk.f32")),
        lambda: bench.reference("tobler_bucket", name, f"cost_{n}", folder / "bucket.f32"))
    bench.reference("tobler_heap", name, f"cost_{n}", folder / "heap.f32")
    text, holds = agreement(np.fromfile(folder / "walk.f32", "<f4"), np.fromfile(folder / "heap.f32", "<f4"), 1e-5)
    bench.line("Tobler on a DEM, 8 neighbours", size, mine, "C++ bucket queue", bucket, f"to the C++ heap: {text}", holds)
    grass = [bench.peer("cost_grass.py", str(n), "r.walk") for _ in range(1 if n > 4000 else bench.choice.runs)]
    bench.line("Tobler on a DEM, 8 neighbours", size, mine, "GRASS r.walk (another formula)", grass, "speed alone")


def ensemble(bench: Bench, n: int, members: int) -> None:
    name = f"dem_{n}"
    files = [bench.folder / "one.tif", bench.folder / "two.tif"]

    def run(threads: int) -> float:
        return process(
            [str(bench.choice.trocha), "land", "ensemble", "--overwrite", "--quiet", "--threads", str(threads), "--dem",
             str(bench.choice.peers / f"data/{name}.tif"), "--slope-function", "toblerOnPath", "--neighbours", "8",
             "--crs", "native", "--from", bench.place(name, "source"), "--to", bench.place(name, "target"), "--rmse", "10",
             "--correlation-length", "300", "--members", str(members), "-o", str(files[threads - 1])])[2]

    two, one = bench.turns(lambda: run(2), lambda: run(1))
    same = files[0].read_bytes() == files[1].read_bytes()
    bench.line(f"ensemble of {members}, wall seconds on 2 threads", f"{n}²", two, "ours on 1 thread", one,
               "same bytes" if same else "bytes differ", same)


def current(bench: Bench, n: int) -> None:
    name, folder = f"cost_{n}", bench.folder
    peer = bench.choice.peers / f"out/current_{n}_pyamg.f32"
    theirs = [bench.peer("paths.py", "current_pyamg", str(n))]
    potential = np.fromfile(peer, "<f4")
    open_cells = np.flatnonzero(potential != bench.rasters[name]["nodata"])
    focal = folder / "focal.csv"
    raster = bench.rasters[name]

    def centre(cell: int) -> str:
        return f"{raster['x0'] + (cell % n + 0.5) * raster['cell']},{raster['y0'] - (cell // n + 0.5) * raster['cell']}"

    focal.write_text(f"id,x,y\n1,{centre(open_cells[0])}\n2,{centre(open_cells[-1])}\n")
    command = [
        str(bench.choice.trocha), "land", "current", "--overwrite", "--quiet", "--threads", "1", "--resistance",
        str(bench.choice.peers / f"data/{name}.tif"), "--crs", "native", "--focal", str(focal), "--compress", "none",
        "--no-overviews", "-o", str(folder / "current.tif")]
    mine, more = bench.turns(lambda: process(command)[1], lambda: bench.peer("paths.py", "current_pyamg", str(n)))
    import rasterio

    with rasterio.open(folder / "current.tif") as file:
        ours = file.read(1).ravel()
    known = potential != raster["nodata"]
    apart = float(np.abs(ours[known] - potential[known]).max())
    bench.line("current map, 8 neighbours, whole process", f"{n}²", mine, "pyamg, computation alone", theirs + more,
               f"current: max. difference {apart:.1e} A", apart <= 1e-6)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kernels", type=Path, help="the kernels executable, release build")
    parser.add_argument("trocha", type=Path, help="the trocha executable, release build")
    parser.add_argument("--peers", type=Path, required=True, help="folder of the peers, built and with its data")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="Python that has the peers' packages")
    parser.add_argument("--sizes", default="1000,4000,8000", help="1000 for ensemble and circuit, the rest for costs")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (3)")
    return parser.parse_args()


def main() -> int:
    choice = arguments()
    load = os.getloadavg()[0]
    print("| land engine | size | ours, CPU s | peer | peer, CPU s | peer ÷ ours | agreement |")
    print("| --- | --- | ---: | --- | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(choice, Path(name))
        sizes = [int(size) for size in choice.sizes.split(",")]
        for size in sizes:
            if size == 1000:
                continue
            accumulated(bench, size)
            walked(bench, size)
        if 1000 in sizes:
            ensemble(bench, 1000, 100)
            current(bench, 1000)
    print(f"\n{choice.runs} runs in turn; load average {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end; "
          f"{os.cpu_count()} cores, {platform.machine()}; Linux {platform.release()}")
    return 0 if bench.agreed else 1


if __name__ == "__main__":
    sys.exit(main())
