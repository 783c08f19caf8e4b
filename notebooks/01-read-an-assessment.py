# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # Read an assessment
#
# `trocha assess` writes one folder. This notebook opens it with geopandas and draws it with matplotlib, without any
# network. It computes nothing of its own: every figure stands in the files.
#
# Read the caveats first. "No record" is not "safe", and a rate without exposure is not a rate.

# %% tags=["parameters"]
folder = "../out/darien"

# %%
import json
import os
from pathlib import Path

import geopandas as gpd
import matplotlib.pyplot as plt
import pandas as pd

folder = Path(os.environ.get("TROCHA_ASSESSMENT", folder))
manifest = json.loads((folder / "manifest.json").read_text())
layers = {
    name: gpd.read_file(folder / f"{name}.geojson")
    for name in ["corridors", "routes", "segments", "hotspots", "priorities", "incidents"]
}
print("run", manifest["run_id"], "| terrain:", manifest["terrain"], "| sea state:", manifest["sea_state"])
pd.Series(manifest["counts"]["layers"], name="features")

# %% [markdown]
# ## What the data cannot say

# %%
for caveat in manifest["caveats"]:
    print("•", caveat["text"])

# %% [markdown]
# ## What every column means
#
# `dictionary.csv` gives type, unit and the meaning of an empty field for each property of each layer.

# %%
dictionary = pd.read_csv(folder / "dictionary.csv")
dictionary.query("layer == 'segments' and unit.notna()")[["property", "unit", "null_means"]].head(12)

# %% [markdown]
# ## Corridors and segments
#
# Bands hold all cells whose best way is at most 1, 2, 5 and 10 % slower than the corridor's best. Segments without
# known exposure are dashed: they carry people, but nobody counted them.

# %%
segments = layers["segments"]
corridors = layers["corridors"]
land = corridors.query("direction == 'north' and band_pct == 10")
figure, axis = plt.subplots(figsize=(9, 8))
land.plot(ax=axis, column="corridor_id", alpha=0.35, legend=True)
segments[segments["exposure_status"] != "unknown"].plot(ax=axis, color="#1b4965", linewidth=1.6)
segments[segments["exposure_status"] == "unknown"].plot(ax=axis, color="#7a7a7a", linewidth=1, linestyle="--")
axis.set_xlim(-78.6, -76.5)
axis.set_ylim(7.2, 9.7)
axis.set_aspect(1 / 0.989)
axis.set_title("Land corridors (10 % band, northward) and the network's segments")
axis.set_xlabel("longitude")
axis.set_ylabel("latitude")
plt.show()

# %% [markdown]
# ## Segments by modelled rate, with intervals
#
# Deaths and missing persons per 100,000 person-trips. The bar spans the 90 % interval; overlapping bars mean that the
# order is not established.

# %%
ranked = segments.dropna(subset=["rate_per_100k"]).sort_values("rate_per_100k").tail(12)
figure, axis = plt.subplots(figsize=(9, 5))
if len(ranked):
    low = ranked["rate_per_100k"] - ranked["rate_per_100k_q05"]
    high = ranked["rate_per_100k_q95"] - ranked["rate_per_100k"]
    axis.errorbar(ranked["rate_per_100k"], ranked["name"], xerr=[low, high], fmt="o", color="#1b4965", capsize=3)
    axis.set_xscale("log")
axis.set_xlabel("dead or missing per 100,000 person-trips (median, 90 % interval)")
figure.tight_layout()
plt.show()

# %% [markdown]
# ## Priorities: direct, displaced and net
#
# Enforcement and protection side by side. Net harm above zero (backfire) means that the measure is expected to move
# more harm than it removes.

# %%
priorities = layers["priorities"].drop(columns="geometry")
columns = [
    "name", "rank", "direct_harm_per_year", "displaced_harm_per_year", "net_harm_per_year",
    "net_harm_per_year_q05", "net_harm_per_year_q95", "backfire",
]
for lever in ["enforcement", "protection"]:
    print(lever)
    display(priorities[priorities["lever"] == lever].sort_values("rank")[columns].head(5).round(2))  # noqa: F821
