#!/usr/bin/env python3
"""compare.py KERNELS_BINARY [--runs N] [--only TEXT]: our kernels beside their peers, as a Markdown table.

Ours and the peer take turns on the same input, each on one thread; the figures are medians of the CPU time (user and
system) of the computation alone. Exits with 1 if two results are further apart than the tolerance of their case; speed is
reported, never judged.
"""

from __future__ import annotations

import os

# Before anything that starts a pool of threads.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import argparse
import datetime
import gc
import hashlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import pyproj

from cases import Agreement, Case, cases


def ours(binary: Path, case: Case, result: Path) -> tuple[float, str]:
    """CPU seconds, and the digest of what lies in `result`."""
    done = subprocess.run([binary, *case.ours, result], check=True, capture_output=True, text=True)
    seconds, digest, _ = done.stdout.split()
    if hashlib.sha256(result.read_bytes()).hexdigest() != digest:
        sys.exit(f"error: {result} does not hold what {case.ours[0]} computed")
    return float(seconds), digest


def theirs(case: Case) -> tuple[float, object]:
    """CPU seconds, without those of the garbage collector, and the result."""
    argument = case.prepare()
    gc.collect()
    gc.disable()
    start = time.process_time()
    result = case.run(argument)
    seconds = time.process_time() - start
    gc.enable()
    return seconds, result


def measured(binary: Path, case: Case, folder: Path, runs: int) -> tuple[list[float], list[float], Agreement]:
    path = folder / "result"
    mine, peers, digests = [], [], set()
    for _ in range(runs):
        seconds, digest = ours(binary, case, path)
        mine.append(seconds)
        digests.add(digest)
        seconds, result = theirs(case)
        peers.append(seconds)
    agreement = case.agreement(path, result)
    if len(digests) > 1:
        agreement = Agreement(f"{agreement.text}; OUR RUNS DIFFER", False)
    return mine, peers, agreement


def spread(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.3f} ({min(seconds):.3f}–{max(seconds):.3f})"


def first_line(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.partition("\n")[0]


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def description(binary: Path, packages: list[str], runs: int, load: float) -> str:
    day = datetime.datetime.now(datetime.timezone.utc).date()
    return "\n".join(
        [
            f"- {day}, {runs} runs each, ours and the peer in turn, one thread; load average {load:.1f} at the start, "
            f"{os.getloadavg()[0]:.1f} at the end",
            f"- {os.cpu_count()} cores, {processor()}, {platform.machine()}; {platform.system()} {platform.release()}",
            f"- ours: {first_line('swift', '--version').strip()}, release build; {first_line(binary, 'versions')}",
            f"- peers: Python {platform.python_version()}, {', '.join(f'{p} {version(p)}' for p in packages)}; "
            f"PROJ {pyproj.proj_version_str} in pyproj",
        ]
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("binary", type=Path, help="the kernels executable, release build")
    parser.add_argument("--runs", type=int, default=5, help="runs of each, 3 or more (5)")
    parser.add_argument("--only", default="", help="only kernels whose name holds this text")
    choice = parser.parse_args()
    if choice.runs < 3:
        parser.error(f"a median of {choice.runs} runs says little; give 3 or more")
    if not choice.binary.is_file():
        parser.error(f"{choice.binary} is missing; build it with make bench")
    choice.binary = choice.binary.resolve()
    return choice


def main() -> int:
    choice = arguments()
    load, packages, agreed = os.getloadavg()[0], {"numpy"}, True
    print("| kernel | size | ours, CPU s | peer | peer, CPU s | peer ÷ ours | agreement |")
    print("| --- | --- | ---: | --- | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases(folder):
            if choice.only not in case.ours[0]:
                continue
            mine, peers, agreement = measured(choice.binary, case, folder, choice.runs)
            ratio = statistics.median(peers) / statistics.median(mine)
            mark = "" if agreement.holds else "**TOO FAR APART** "
            print(
                f"| {case.kernel} | {case.size} | {spread(mine)} | {case.peer} | {spread(peers)} | {ratio:.2f} "
                f"| {mark}{agreement.text} |",
                flush=True,
            )
            packages.update(case.packages)
            agreed = agreed and agreement.holds
    print(f"\n{description(choice.binary, sorted(packages), choice.runs, load)}")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
