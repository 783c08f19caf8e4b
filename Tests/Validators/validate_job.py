"""Checks one batch job's folder, all formats in it, against the standards of its files.

    python validate_job.py FOLDER CHECK

CHECK is text (GeoJSON, sequences, CSV, styles, tiles' tables; needs nothing but Python), stac (the rules of STAC 1.0 in words),
pystac (pystac and jsonschema), osgeo (GDAL's own validators of GeoPackage and COG), readers (pyogrio opens every format) or exports (the script beside the sources
makes GeoParquet and PMTiles).
A fault ends the run with its sentence; the last line of a good run is "valid". Without a needed package the status is 4.
"""

import csv
import gzip
import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

LAYERS = ["corridors", "routes", "segments", "hotspots", "priorities", "incidents"]


def need(condition, *facts):
    if not condition:
        sys.exit("fault: " + " ".join(str(fact) for fact in facts))


def layers(folder):
    for name in LAYERS:
        path = folder / f"{name}.geojson"
        if path.exists():
            yield name, path, json.loads(path.read_bytes(), parse_constant=lambda word: need(False, path, word))


def rings(geometry):
    if geometry["type"] == "Polygon":
        yield geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["coordinates"]


def positions(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def check_geojson(name, path, collection):
    text = path.read_bytes()
    need(not text.startswith(b"\xef\xbb\xbf"), path, "begins with a byte-order mark")
    need(list(collection) == ["type", "name", "bbox", "features"], path, "members are", list(collection))
    need(collection["name"] == name, path, "has another name")
    ids = [feature["id"] for feature in collection["features"]]
    need(ids == sorted(set(ids)), path, "ids repeat or are not sorted")
    keys = {tuple(feature["properties"]) for feature in collection["features"]}
    need(len(keys) == 1, path, "features differ in their keys")
    need(len({feature["geometry"]["type"] for feature in collection["features"]}) == 1, path, "has several types")
    west, south, east, north = collection["bbox"]
    for feature in collection["features"]:
        for x, y in positions(feature["geometry"]["coordinates"]):
            need(-180 <= x <= 180 and -90 <= y <= 90, path, feature["id"], "is not on the globe")
            need(west <= x <= east and south <= y <= north, path, feature["id"], "is outside the bbox")
        for polygon in rings(feature["geometry"]):
            for i, ring in enumerate(polygon):
                need(len(ring) >= 4 and ring[0] == ring[-1], path, feature["id"], "has an open ring")
                shifted = [(x - ring[0][0], y - ring[0][1]) for x, y in ring]
                need((area(shifted) > 0) == (i == 0), path, feature["id"], "breaks the right-hand rule")
    need(not re.search(rb"\d\.\d{8,}[,\]]", b"".join(re.findall(rb'"coordinates":\[.*?\]\}', text))), path, "has more than 7 decimals")


def check_lines(name, folder, collection):
    path = folder / f"{name}.geojsonl"
    if path.exists():
        text = path.read_bytes()
        need(text.endswith(b"\n") and b"\n\n" not in text and b"\x1e" not in text, path, "is not framed by line feeds")
        need([json.loads(line) for line in text.splitlines()] == collection["features"], path, "has other features")
    path = folder / f"{name}.csv"
    if path.exists():
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        keys = list(collection["features"][0]["properties"])
        need(rows[0] == ["id", "wkt", *keys], path, "header is", rows[0])
        for row, feature in zip(rows[1:], collection["features"], strict=True):
            need(row[0] == feature["id"], path, "ids are in another order")
            for field, value in zip(row[2:], feature["properties"].values()):
                expected = "" if value is None else value if isinstance(value, str) else json.dumps(value)
                same = field == expected or not isinstance(value, (str, bool, type(None))) and float(field) == value
                need(same, path, row[0], field, "is not", expected)
            need(row[1].startswith(feature["geometry"]["type"].upper() + " ("), path, row[0], "has another geometry")


def check_styles(folder):
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name in manifest["counts"]["layers"]:
        style = json.loads((folder / "styles" / f"{name}.json").read_bytes())
        need(style["version"] == 8 and style["layers"], name, "has no MapLibre style of version 8")
        need(not {"sprite", "glyphs"} & set(style) and "http" not in json.dumps(style), name, "asks the network")
        for layer in style["layers"]:
            need(layer["type"] in ("fill", "line") and layer["source"] in style["sources"], name, layer["id"])
        for source in style["sources"].values():
            place = source.get("data") or source["url"].removeprefix("mbtiles://")
            need((folder / "styles" / place).resolve().is_file(), name, "draws", place, "which is not there")
        root = xml.parse(folder / "styles" / f"{name}.sld").getroot()
        need(root.tag == "{http://www.opengis.net/sld}StyledLayerDescriptor" and root.get("version") == "1.1.0", name, "SLD")
        need(root.find(".//{http://www.opengis.net/se}Rule") is not None, name, "SLD has no rule")
        need(xml.parse(folder / f"{name}.qml").getroot().tag == "qgis", name, "has no QGIS style")
    for raster in (folder / "rasters").glob("*.tif"):
        need(xml.parse(raster.with_suffix(".qml")).find(".//rasterrenderer") is not None, raster, "has no style")


def check_tiles(folder):
    for path in folder.glob("*.mbtiles"):
        tables = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        metadata = dict(tables.execute("SELECT name, value FROM metadata"))
        missing = {"name", "format", "bounds", "center", "minzoom", "maxzoom", "json"} - set(metadata)
        need(not missing and metadata["format"] == "pbf", path, "lacks", missing)
        low, high = int(metadata["minzoom"]), int(metadata["maxzoom"])
        zooms = [zoom for (zoom,) in tables.execute("SELECT DISTINCT zoom_level FROM tiles ORDER BY 1")]
        need(zooms == list(range(low, high + 1)), path, "has zooms", zooms)
        listed = [layer["id"] for layer in json.loads(metadata["json"])["vector_layers"]]
        counted = list(json.loads((folder / "manifest.json").read_bytes())["counts"]["layers"])
        need(listed == counted, path, "lists", listed)
        for zoom, column, row, tile in tables.execute("SELECT * FROM tiles"):
            need(0 <= column < 2**zoom and 0 <= row < 2**zoom, path, "has a tile off the globe")
            need(tile[:2] == b"\x1f\x8b" and gzip.decompress(tile)[:1] == b"\x1a", path, "has a tile that is none")
        need(xml.parse(path.with_suffix(".qml")).find(".//style") is not None, path, "has no style")


def check_text(folder):
    for name, path, collection in layers(folder):
        check_geojson(name, path, collection)
        check_lines(name, folder, collection)
    check_styles(folder)
    check_tiles(folder)


def check_stac(folder):
    item = json.loads((folder / "item.json").read_bytes())
    need(item["type"] == "Feature" and item["stac_version"] == "1.0.0" and item["id"], "item.json is no STAC Item")
    need(item["properties"]["datetime"] is None, "datetime is not null")
    for name in ("start_datetime", "end_datetime"):
        need(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["properties"][name]), name)
    west, south, east, north = item["bbox"]
    box = sorted(map(tuple, item["geometry"]["coordinates"][0][:4]))
    need(box == sorted([(west, south), (east, south), (east, north), (west, north)]), "geometry is not the bbox")
    collection = [link for link in item["links"] if link["rel"] == "collection"]
    need(len(collection) == 1 and item["collection"], "the collection is not linked once")
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    hrefs = {asset["href"].removeprefix("./") for asset in item["assets"].values()}
    need(hrefs == files - {"item.json", "manifest.json"}, "assets are not the files:", hrefs ^ files)
    for asset in item["assets"].values():
        content = (folder / asset["href"]).read_bytes()
        need(asset["file:size"] == len(content), asset["href"], "has another size")
        need(asset["file:checksum"] == "1220" + hashlib.sha256(content).hexdigest(), asset["href"], "has another sum")
        need("/" in asset["type"] and asset["roles"], asset["href"])
    manifest = json.loads((folder / "manifest.json").read_bytes())
    need([file["path"] for file in manifest["files"]] == sorted(files - {"manifest.json"}), "manifest lists other files")


def check_pystac(folder):
    import pystac
    import pystac.validation as validation

    item = json.loads((folder / "item.json").read_bytes())
    validation.validate_dict(pystac.Item.from_dict(item, preserve_dict=True).to_dict(), extensions=[])
    catalogue = folder / item["links"][0]["href"]
    collection = pystac.Collection.from_file(str(catalogue))
    validation.validate_dict(collection.to_dict(include_self_link=False), extensions=[])
    need(item["id"] in [each.id for each in collection.get_items()], "the collection does not lead to the item")


def check_osgeo(folder):
    from osgeo import gdal
    from osgeo_utils.samples import validate_cloud_optimized_geotiff, validate_gpkg

    gdal.UseExceptions()
    for path in folder.glob("*.gpkg"):
        errors = validate_gpkg.check(str(path))
        need(not errors, path, errors)
    for path in (folder / "rasters").glob("*.tif"):
        warnings, errors, _ = validate_cloud_optimized_geotiff.validate(str(path), full_check=True)
        need(not errors and not warnings, path, errors, warnings)


def read_ids(path, layer):
    import pyogrio

    meta, _, _, columns = pyogrio.raw.read(path, layer=layer)
    return dict(zip(meta["fields"], columns))["id"]


def check_readers(folder):
    import pyogrio

    for name, _, collection in layers(folder):
        ids = [feature["id"] for feature in collection["features"]]
        for path in [folder / f"{name}.fgb", folder / f"{name}.geojsonl", *folder.glob("*.gpkg")]:
            if path.exists():
                layer = name if path.suffix == ".gpkg" else None
                need(sorted(read_ids(path, layer)) == ids, path, name, "has other features")
                info = pyogrio.read_info(path, layer=layer)
                need(info["crs"] == "EPSG:4326", path, "is in", info["crs"])
                need(info["capabilities"]["fast_spatial_filter"] or path.suffix == ".geojsonl", path, "has no index")
        for path in folder.glob("*.mbtiles"):
            lacking = set(ids) - set(read_ids(path, name))
            need(not lacking, path, name, "lacks features in the last zoom:", lacking)


def check_exports(folder):
    import geopandas
    import shapely.geometry
    from pmtiles.reader import MmapSource, Reader, all_tiles

    script = Path(__file__).parents[2] / "scripts" / "export-parquet-pmtiles.py"
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, script, folder, "-o", out], check=True, stdout=subprocess.DEVNULL)
        for name, _, collection in layers(folder):
            table = geopandas.read_parquet(Path(out) / f"{name}.parquet")
            ids = [feature["id"] for feature in collection["features"]]
            need(list(table["id"]) == ids and table.crs.to_epsg() == 4326, name, "has other features in GeoParquet")
            shapes = [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]]
            need(all(a.equals(b) for a, b in zip(table.geometry, shapes)), name, "has other geometry in GeoParquet")
        for path in folder.glob("*.mbtiles"):
            tiles = dict(sqlite3.connect(path).execute("SELECT zoom_level || '/' || tile_column || '/' || tile_row, tile_data FROM tiles"))
            with (Path(out) / path.with_suffix(".pmtiles").name).open("rb") as file:
                source = MmapSource(file)
                need(Reader(source).header()["version"] == 3, path, "is no PMTiles 3")
                found = {f"{z}/{x}/{2**z - 1 - y}": tile for (z, x, y), tile in all_tiles(source)}
            need(found == tiles, path, "has other tiles in PMTiles")


if __name__ == "__main__":
    checks = {"text": check_text, "stac": check_stac, "pystac": check_pystac, "osgeo": check_osgeo, "readers": check_readers, "exports": check_exports}
    if len(sys.argv) != 3 or sys.argv[2] not in checks:
        sys.exit(__doc__)
    try:
        checks[sys.argv[2]](Path(sys.argv[1]))
    except ModuleNotFoundError as error:
        print(f"missing: {error.name}")
        sys.exit(4)
    print("valid")
