#!/usr/bin/env python3
"""border.py TROCHA DATA OUT: what forecasts of deaths on the US–Mexico border would have been worth, as Markdown.

DATA is a folder with `incidents/mmp_2014-2020_americas_cleaned.csv` (Missing Migrants Project, IOM),
`incidents/arizona_ogis_1981-2020.csv` (Arizona OpenGIS Initiative for Deceased Migrants) and
`flows/us_southwest_encounters_by_month_sector.csv` (US Customs and Border Protection). Incidents are read by `trocha incidents
import`; OUT takes two panels for `trocha risk validate` and its tables:

- sectors.csv: recorded incidents by Border Patrol sector and month over the sector's encounters, 2019-10 (the first month by
  sector) to 2020-12; the last nine months are held back. Sectors are told apart by meridians on the US side, roughly their borders.
- border.csv: recorded incidents by half-degree cell of the US side and quarter, 2014 to 2020; 2019 and 2020 are held back.
- arizona.csv: recovered remains by half-degree cell and year, 2001 to 2020; 2015 to 2020 are held back.

The last two have no exposure (1 each): they forecast where counts are dense, no risk. Their boxes hold cells where nobody crosses,
which every forecast of place finds: only models on the same panel can be compared.
Encounters count arrests, not persons on the way: a rate over them is no risk of a crossing. Nothing here is a place to go or avoid.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

# West end of each sector, its encounters' name and a place in its middle.
SECTORS = [
    (-117.2, "San Diego Sector", -116.6, 32.6),
    (-116.1, "El Centro Sector", -115.4, 32.75),
    (-114.73, "Yuma Sector", -114.0, 32.4),
    (-113.33, "Tucson Sector", -111.2, 31.9),
    (-109.05, "El Paso Sector", -106.8, 31.9),
    (-105.0, "Big Bend Sector", -103.6, 30.0),
    (-102.3, "Del Rio Sector", -100.9, 29.4),
    (-100.2, "Laredo Sector", -99.5, 28.0),
    (-98.95, "Rio Grande Valley Sector", -98.2, 26.6),
]


def incidents(trocha: str, source: Path, out: Path) -> list[dict[str, str]]:
    target = out / f"{source.stem}_incidents.csv"
    command = [trocha, "incidents", "import", str(source), "-o", str(target), "--report", str(out / "report.csv"), "--overwrite"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    with target.open() as table:
        return [row for row in csv.DictReader(table) if row["lon"] and row["date_start"]]


def sector(lon: float) -> str:
    return max((west, name) for west, name, *_ in SECTORS if west <= lon)[1]


def on_the_border(trocha: str, data: Path, out: Path) -> list[dict[str, str]]:
    """Incidents of the US side; of exact duplicates the first."""
    kept, seen = [], set()
    for row in incidents(trocha, data / "incidents/mmp_2014-2020_americas_cleaned.csv", out):
        lon, lat, group = float(row["lon"]), float(row["lat"]), row["duplicate_group"]
        if row["country"] == "USA" and -117.2 <= lon < -96.5 and 25.5 <= lat < 34 and not (group and group in seen):
            seen.add(group)
            kept.append(row)
    return kept


def sectors(trocha: str, data: Path, out: Path) -> Path:
    months = [f"2019-{month}" for month in range(10, 13)] + [f"2020-{month:02}" for month in range(1, 13)]
    rows = on_the_border(trocha, data, out)
    counts = Counter((sector(float(row["lon"])), row["date_start"][:7]) for row in rows)
    encounters: Counter[tuple[str, str]] = Counter()
    with (data / "flows/us_southwest_encounters_by_month_sector.csv").open() as table:
        for row in csv.DictReader(table):
            if row["component"] == "U.S. Border Patrol":
                encounters[row["area"], row["t"][:7]] += int(row["n"])
    path = out / "sectors.csv"
    with path.open("w") as table:
        table.write("unit_id,period,count,exposure,lon,lat\n")
        for month in months:
            for _, name, lon, lat in SECTORS:
                table.write(f"{name},{month},{counts[name, month]},{encounters[name, month]},{lon},{lat}\n")
    return path


def cells(path: Path, found: Counter[tuple[int, int, str]], box: tuple[float, float, float, float], periods: list[str]) -> Path:
    """Half-degree cells of a box, every one in every period."""
    west, south, east, north = (int(2 * value) for value in box)
    with path.open("w") as table:
        table.write("unit_id,period,count,exposure,lon,lat\n")
        for period in periods:
            for x in range(west, east):
                for y in range(south, north):
                    lon, lat = x / 2 + 0.25, y / 2 + 0.25
                    table.write(f"{lon}:{lat},{period},{found[x, y, period]},1,{lon},{lat}\n")
    return path


def cell(row: dict[str, str], period: str) -> tuple[int, int, str]:
    return int(2 * float(row["lon"]) // 1), int(2 * float(row["lat"]) // 1), period


def border(trocha: str, data: Path, out: Path) -> Path:
    def quarter(row: dict[str, str]) -> str:
        return f"{row['date_start'][:4]}-Q{(int(row['date_start'][5:7]) + 2) // 3}"

    found = Counter(cell(row, quarter(row)) for row in on_the_border(trocha, data, out))
    quarters = [f"{year}-Q{quarter}" for year in range(2014, 2021) for quarter in range(1, 5)]
    return cells(out / "border.csv", found, (-117.5, 25.5, -96.5, 34), quarters)


def arizona(trocha: str, data: Path, out: Path) -> Path:
    rows = incidents(trocha, data / "incidents/arizona_ogis_1981-2020.csv", out)
    found = Counter(cell(row, row["date_start"][:4]) for row in rows)
    return cells(out / "arizona.csv", found, (-115, 31, -109, 34), [str(year) for year in range(2001, 2021)])


def validate(trocha: str, panel: Path, train: int, blocks: int) -> dict:
    stem = panel.with_suffix("")
    command = [
        trocha, "risk", "validate", "--counts", str(panel), "--train", str(train), "--blocks", str(blocks), "--json", "--quiet",
        "-o", f"{stem}_skill.csv", "--curve", f"{stem}_curve.csv", "--pit", f"{stem}_pit.csv",
        "--calibration", f"{stem}_calibration.csv", "--overwrite",
    ]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def table(title: str, summary: dict) -> None:
    print(f"\n{title}: {summary['n']} units, {summary['origins']} periods held back with {summary['events']:g} events\n")
    print("| scheme | model | log score | CRPS | PAI | PEI | RRI | gain on mean, nats (s.e.) |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for scheme, part in [("rolling", summary), ("blocks", summary["blocks"])]:
        for model, figures in part["models"].items():
            values = " | ".join("–" if figures[key] is None else f"{figures[key]:.4f}" for key in ("log_score", "crps", "pai", "pei", "rri"))
            gain = part["skill"][model].get("mean")
            known = gain is not None and gain["log_score"] is not None
            print(f"| {scheme} | {model} | {values} | {gain['log_score']:+.4f} ({gain['log_score_se']:.4f}) |" if known
                  else f"| {scheme} | {model} | {values} | – |")


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    trocha, data, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    table("Border Patrol sectors by month, April to December 2020 held back", validate(trocha, sectors(trocha, data, out), 6, 3))
    table("Half-degree cells of the US side by quarter, 2019 and 2020 held back", validate(trocha, border(trocha, data, out), 20, 8))
    table("Half-degree cells of Arizona by year, 2015 to 2020 held back", validate(trocha, arizona(trocha, data, out), 14, 6))


if __name__ == "__main__":
    main()
