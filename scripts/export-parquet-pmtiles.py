#!/usr/bin/env python3
"""Adds GeoParquet and PMTiles to a folder of `trocha batch`, or of one of its jobs.

    scripts/export-parquet-pmtiles.py FOLDER -o OUT

Every .fgb below FOLDER becomes a .parquet of the same name below OUT (GeoParquet 1.1, WGS 84, rows in the order of their ids),
every .mbtiles a .pmtiles (version 3). OUT may not lie in FOLDER, whose sums would not match any more. Debian's GDAL writes
neither format, hence this script and its packages: pip install pyogrio geopandas pyarrow pmtiles

Status: 0 done, 2 usage, 4 a package or the folder is missing, 7 cannot write.
"""

import argparse
import os
import sys
from pathlib import Path

PACKAGES = "pip install pyogrio geopandas pyarrow pmtiles"


def fail(status, message):
    print(f"error: {message}", file=sys.stderr)
    sys.exit(status)


def write_parquet(source, target):
    import geopandas

    table = geopandas.read_file(source, engine="pyogrio", use_arrow=True)
    table.sort_values("id", ignore_index=True).to_parquet(target, index=False, schema_version="1.1.0", compression="zstd")


def write_pmtiles(source, target):
    import sqlite3

    from pmtiles.convert import mbtiles_to_pmtiles

    tables = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    (highest,) = tables.execute("SELECT max(zoom_level) FROM tiles").fetchone()
    tables.close()
    mbtiles_to_pmtiles(str(source), str(target), highest)


def convert(folder, out):
    writers = {".fgb": (".parquet", write_parquet), ".mbtiles": (".pmtiles", write_pmtiles)}
    sources = sorted(path for path in folder.rglob("*") if path.suffix in writers)
    if not sources:
        fail(2, f"{folder} holds no .fgb and no .mbtiles; run the batch with formats fgb or mbtiles")
    for source in sources:
        extension, write = writers[source.suffix]
        target = (out / source.relative_to(folder)).with_suffix(extension)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        try:
            write(source, partial)
            os.replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)
        print(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0], epilog=f"It needs: {PACKAGES}")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        fail(4, f"there is no folder {arguments.folder}; name a batch or one of its jobs")
    if arguments.output.resolve().is_relative_to(arguments.folder.resolve()):
        fail(2, f"{arguments.output} lies in {arguments.folder}, whose sums would not match any more; choose another folder")
    try:
        convert(arguments.folder, arguments.output)
    except ImportError as error:
        fail(4, f"the Python package {error.name or error} is missing; {PACKAGES}")
    except OSError as error:
        fail(7, f"cannot write {arguments.output}: {error}")


if __name__ == "__main__":
    main()
