"""What all tables of ours beside others share: the folder of a run, calls in turns, and one line a comparison."""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path


class SideBySide:
    """One run: its options, the folder for results, and whether all agreed so far."""

    # Decimals of seconds, and what is printed where two results are too far apart.
    digits = 2
    complaint = "TOO FAR APART"

    def __init__(self, choice: argparse.Namespace, folder: Path) -> None:
        self.choice, self.folder, self.agreed = choice, folder, True

    def line(self, what: str, size: str, ours: list[float], peer: str, theirs: list[float], note: str, holds=True) -> None:
        mine, other = statistics.median(ours), statistics.median(theirs)
        self.agreed = self.agreed and holds
        mark = "" if holds else f"**{self.complaint}** "
        print(f"| {what} | {size} | {mine:.{self.digits}f} | {peer} | {other:.{self.digits}f} | {other / mine:.2f} |"
              f" {mark}{note} |", flush=True)

    def turns(self, *calls: Callable[[], float]) -> list[list[float]]:
        figures: list[list[float]] = [[] for _ in calls]
        for _ in range(self.choice.runs):
            for figure, call in zip(figures, calls):
                figure.append(call())
        return figures
