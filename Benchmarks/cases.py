"""What is compared: for each kernel its seeded input, the peer's call, and how the two results are held together."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyproj
import scipy.sparse
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree
from skimage.graph import MCP_Geometric

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from esda import G_Local
    from libpysal.weights import W

CELL_METRES = 30.0


@dataclass
class Agreement:
    """How far two results are apart, in words, and whether that is within the tolerance."""

    text: str
    holds: bool


@dataclass
class Case:
    """One line of the table."""

    kernel: str
    size: str
    ours: list[str]
    """Name of the kernel and its inputs; the path of the result is appended."""
    peer: str
    prepare: Callable[[], Any]
    """Makes a fresh argument of `run`, off the clock."""
    run: Callable[[Any], Any]
    agreement: Callable[[Path, Any], Agreement]
    """Takes the file that ours wrote and what `run` returned."""
    packages: list[str] = field(default_factory=list)


def numbers(path: Path, kind: str = "<f8") -> np.ndarray:
    return np.fromfile(path, kind)


def within(name: str, ours: np.ndarray, theirs: np.ndarray, tolerance: float, unit: str = "") -> Agreement:
    """The greatest absolute difference over all values, cell by cell; values missing on one side alone never agree."""
    ours, theirs = np.ravel(ours), np.ravel(theirs)
    if ours.shape != theirs.shape or not (np.isfinite(ours) == np.isfinite(theirs)).all():
        return Agreement(f"{name}: not the same cells", False)
    known = np.isfinite(ours)
    if not known.any():
        return Agreement(f"{name}: nothing to compare", False)
    greatest = float(np.abs(ours[known] - theirs[known]).max())
    return Agreement(f"{name}: max. difference {greatest:.1e}{unit}", greatest <= tolerance)


# Accumulated cost ----------------------------------------------------------------------------------------------------


def terrain(n: int, seed: int) -> np.ndarray:
    """Heights of 0 to 1500 m with a power-law spectrum: smooth mountains, rough in detail."""
    rng = np.random.default_rng(seed)
    frequency = np.hypot(np.fft.fftfreq(n)[:, None], np.fft.rfftfreq(n)[None, :])
    frequency[0, 0] = np.inf
    heights = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((n, n))) * frequency**-2.0, s=(n, n))
    return (1500 * (heights - heights.min()) / np.ptp(heights)).astype("<f4")


def eight_neighbour_graph(values: np.ndarray, price: Callable[..., np.ndarray]) -> scipy.sparse.csr_matrix:
    """Edges of `price(value here, value there, length in cells)`."""
    rows, columns = values.shape
    cell = np.arange(values.size, dtype=np.int32).reshape(values.shape)
    start, end, weight = [], [], []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = (slice(0, rows - down), slice(max(0, -right), columns - max(0, right)))
        there = (slice(down, rows), slice(max(0, right), columns + min(0, right)))
        for a, b in ((here, there), (there, here)):
            start.append(cell[a].ravel())
            end.append(cell[b].ravel())
            weight.append(price(values[a].ravel(), values[b].ravel(), np.hypot(down, right)))
    edges = np.concatenate(weight), (np.concatenate(start), np.concatenate(end))
    return scipy.sparse.csr_matrix(edges, shape=(values.size, values.size))


def mean_friction(here: np.ndarray, there: np.ndarray, length: float) -> np.ndarray:
    return (here + there) * (length / 2)


def walking_seconds(here: np.ndarray, there: np.ndarray, length: float) -> np.ndarray:
    """Irmischer and Clarke 2018, off path (doi:10.1080/15230406.2017.1292150)."""
    metres = length * CELL_METRES
    slope = (there - here) / metres
    return metres / (0.11 + 0.67 * np.exp(-((100 * slope + 2) ** 2) / 1800))


def cost_agreement(tolerance: float, kind: str = "<f4") -> Callable[[Path, Any], Agreement]:
    def compare(path: Path, theirs: np.ndarray) -> Agreement:
        ours, theirs = numbers(path, kind), np.ravel(theirs)
        scale = np.where(theirs > 0, theirs, 1)
        return within("cost, relative", ours / scale, theirs / scale, tolerance)

    return compare


def isotropic(folder: Path, n: int) -> Iterator[Case]:
    source = (n // 10, n // 10)
    path = folder / f"friction-{n}.f32"
    np.random.default_rng(n).uniform(1, 10, (n, n)).astype("<f4").tofile(path)
    friction = np.fromfile(path, "<f4").reshape(n, n).astype(float)
    kernel = "accumulated cost, 8 neighbours"
    ours = ["isotropic-cost", str(n), str(source[0] * n + source[1]), str(path)]
    yield Case(
        kernel, f"{n} × {n}", ours, "scikit-image MCP_Geometric", lambda: None,
        lambda _: MCP_Geometric(friction).find_costs([source])[0], cost_agreement(1e-5), ["scikit-image"],
    )
    if n <= 1000:
        yield dijkstra_case(kernel, ours, friction, source, mean_friction)


def anisotropic(folder: Path, n: int) -> Iterator[Case]:
    source = (n // 10, n // 10)
    path = folder / "heights.f32"
    terrain(n, seed=3).tofile(path)
    heights = np.fromfile(path, "<f4").reshape(n, n).astype(float)
    ours = ["anisotropic-cost", str(n), str(source[0] * n + source[1]), "irmischerClarkeOffPath", str(path)]
    yield dijkstra_case("walking time over a DEM, 8 neighbours", ours, heights, source, walking_seconds)


def dijkstra_case(
    kernel: str, ours: list[str], values: np.ndarray, source: tuple[int, int], price: Callable[..., np.ndarray]
) -> Case:
    start = time.process_time()
    graph = eight_neighbour_graph(values, price)
    building = time.process_time() - start
    rows, columns = values.shape
    return Case(
        kernel, f"{rows} × {columns}", ours, f"SciPy dijkstra, after {building:.1f} s for its graph", lambda: None,
        lambda _: dijkstra(graph, indices=source[0] * columns + source[1], return_predecessors=True)[0],
        cost_agreement(1e-5), ["scipy"],
    )


def costs(folder: Path) -> Iterator[Case]:
    yield from isotropic(folder, 1000)
    yield from isotropic(folder, 2000)
    yield from anisotropic(folder, 1000)


# Hot spots -----------------------------------------------------------------------------------------------------------


def hotspots(folder: Path) -> Iterator[Case]:
    n, k, permutations = 10_000, 8, 999
    rng = np.random.default_rng(7)
    xy = rng.uniform(0, 200_000, (n, 2))
    centres = np.array([(40_000, 60_000), (120_000, 140_000), (160_000, 40_000)])
    near = np.exp(-((xy[:, None] - centres) ** 2).sum(2) / (2 * 12_000**2)).sum(1)
    values = rng.gamma(2 + 6 * near)
    neighbours = cKDTree(xy).query(xy, k + 1)[1][:, 1:].astype("<i4")
    values_path, neighbours_path = folder / "values.f64", folder / "neighbours.i32"
    values.astype("<f8").tofile(values_path)
    neighbours.tofile(neighbours_path)

    def g_star(y: np.ndarray, lists: np.ndarray) -> Callable[[], Any]:
        weights = W(dict(enumerate(lists.tolist())), silence_warnings=True)
        return lambda: G_Local(
            y, weights, transform="B", permutations=permutations, star=True, n_jobs=1, seed=1, keep_simulations=False
        )

    def agreement(path: Path, theirs: Any) -> Agreement:
        ours = numbers(path).reshape(n, 2)
        result = within("z", ours[:, 0], theirs.Zs, 1e-9)
        # esda's p is one-sided, towards the side on which the unit lies.
        difference = np.abs(ours[:, 1] - np.minimum(1, 2 * theirs.p_sim.astype(float)))
        result.text += f"; p by other draws: mean difference {difference.mean():.3f}, max. {difference.max():.2f}"
        return result

    # Once on a small ring, so that compilation is off the clock.
    g_star(values[:200], (np.arange(200)[:, None] + np.arange(1, k + 1)) % 200)()
    yield Case(
        f"Gi*, {k} neighbours, {permutations} conditional permutations", f"{n:,} points",
        ["local-g-star", str(permutations), "1", "1", str(values_path), str(neighbours_path)], "esda G_Local",
        lambda: g_star(values, neighbours), lambda call: call(), agreement, ["esda", "libpysal", "numba"],
    )


# Geodesy -------------------------------------------------------------------------------------------------------------


def geodesy(folder: Path) -> Iterator[Case]:
    n = 1_000_000
    rng = np.random.default_rng(17)
    pairs = rng.uniform((-180, -80, -180, -80), (180, 80, 180, 80), (n, 4))
    path = folder / "pairs.f64"
    pairs.astype("<f8").tofile(path)
    geod = pyproj.Geod(ellps="WGS84")

    def columns() -> list[np.ndarray]:
        return [pairs[:, i].copy() for i in range(4)]

    def inverse(columns: list[np.ndarray]) -> Any:
        return geod.inv(*columns, inplace=True)

    def whole(path: Path, theirs: Any) -> Agreement:
        ours = numbers(path).reshape(n, 2)
        metres = within("distance", ours[:, 1], theirs[2], 1e-7, " m")
        turn = (ours[:, 0] - theirs[0] + 180) % 360 - 180
        azimuth = within("azimuth", turn, np.zeros(n), 1e-9, "°")
        return Agreement(f"{metres.text}; {azimuth.text}", metres.holds and azimuth.holds)

    yield Case(
        "geodesic, distance alone", f"{n:,} pairs", ["geodesic-distance", str(path)],
        "pyproj Geod.inv (distance, azimuths)", columns, inverse,
        lambda path, theirs: within("distance", numbers(path), theirs[2], 1e-7, " m"), ["pyproj"],
    )
    yield Case(
        "geodesic, whole solution with area", f"{n:,} pairs", ["geodesic-inverse", str(path)],
        "pyproj Geod.inv (distance, azimuths)", columns, inverse, whole, ["pyproj"],
    )

    lonlat = rng.uniform((-78, -2), (-72, 12), (n, 2)).T.copy()
    points = folder / "points.f64"
    lonlat.astype("<f8").tofile(points)
    transformer = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32618", always_xy=True)
    yield Case(
        "transformation EPSG:4326 to EPSG:32618", f"{n:,} points",
        ["transformation", "EPSG:4326", "EPSG:32618", str(points)], "pyproj Transformer.transform",
        lambda: (lonlat[0].copy(), lonlat[1].copy()), lambda xy: transformer.transform(*xy, inplace=True),
        lambda path, theirs: within("x and y", numbers(path), np.concatenate(theirs), 1e-6, " m"), ["pyproj"],
    )


# GeoJSON -------------------------------------------------------------------------------------------------------------


def geojson(folder: Path) -> Iterator[Case]:
    n = 200_000
    rng = np.random.default_rng(23)
    kinds = ("robbery", "flood", "blockade", "landslide", "Río Atrato")
    lonlat = rng.uniform((-79, 6), (-75, 10), (n, 2)).round(6).tolist()
    severity, risk = rng.integers(0, 11, n).tolist(), rng.random(n).round(5).tolist()
    tree = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": lonlat[i]},
                "properties": {"number": i, "kind": kinds[i % 5], "severity": severity[i], "risk": risk[i]},
            }
            for i in range(n)
        ],
    }
    text = orjson.dumps(tree)
    path = folder / "points.geojson"
    path.write_bytes(text)
    size = f"{n:,} points, {len(text) / 1e6:.0f} MB"

    def decoded(path: Path, theirs: Any) -> Agreement:
        table = [[*f["geometry"]["coordinates"], f["properties"]["risk"]] for f in theirs["features"]]
        return within("positions and a property", numbers(path), np.array(table), 0)

    def encoded(path: Path, theirs: bytes) -> Agreement:
        ours, theirs = (orjson.loads(text)["features"] for text in (path.read_bytes(), theirs))
        a, b = (np.array([f["geometry"]["coordinates"] for f in features]) for features in (ours, theirs))
        result = within("positions", a, b, 1e-7, "°")
        same = [f["properties"] for f in ours] == [f["properties"] for f in theirs]
        return Agreement(f"{result.text}; properties {'equal' if same else 'differ'}", result.holds and same)

    yield Case(
        "GeoJSON decoding, to checked features", size, ["geojson-decoding", str(path)],
        "orjson.loads, to dicts, unchecked", lambda: text, orjson.loads, decoded, ["orjson"],
    )
    yield Case(
        "GeoJSON encoding, with bbox, 7 decimals", size, ["geojson-encoding", str(path)],
        "orjson.dumps of dicts", lambda: tree, orjson.dumps, encoded, ["orjson"],
    )


def cases(folder: Path) -> Iterator[Case]:
    """All cases; each input is made when its turn comes."""
    for group in (costs, hotspots, geodesy, geojson):
        yield from group(folder)
