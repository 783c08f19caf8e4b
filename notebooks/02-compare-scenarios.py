# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # Compare scenarios
#
# `trocha batch run` writes one folder for many scenarios. This notebook opens it, sets two scenarios side by side, and
# maps and plots what differs, without any network. It computes differences of figures in the files and nothing else.
#
# A scenario that lowers harm on one way may raise it on another, or send people to sea: look at the whole table, and at
# its intervals, before any single line of it. A way without known risk is not a safe way.

# %% tags=["parameters"]
folder = "../out/batch"
# What tells the two scenarios apart, such as "closure"; None takes the first parameter that varies.
key = None

# %%
import json
import os
from pathlib import Path

import geopandas as gpd
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display

folder = Path(os.environ.get("TROCHA_BATCH", folder))
ledger = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
text = lambda value: ";".join(map(str, value)) if isinstance(value, list) else str(value)
jobs = pd.DataFrame(
    [{"job_id": line["job_id"], "status": line["status"], **{k: text(v) for k, v in line["parameters"].items()}}
     for line in ledger]).set_index("job_id")
parameters = [name for name in jobs.columns if name != "status"]
varying = [name for name in parameters if jobs[name].nunique() > 1]
print(f"{len(jobs)} jobs, {(jobs.status == 'failed').sum()} failed; they differ in: {', '.join(varying) or 'nothing'}")
jobs[["status", *varying]].head(12)

# %% [markdown]
# ## The two scenarios
#
# All parameters but one are alike; the first value of that one is the base.

# %%
key = key or next((name for name in ["closure", "month", "lever", "slope_function", *varying] if name in varying), None)
assert key, "the batch holds one scenario only; plan a second one to compare it with"
done = jobs[jobs.status == "done"]
values = list(dict.fromkeys(done[key]))
values.sort(key=lambda value: value not in ("none", "all", "modelled"))
alike = [name for name in varying if name != key]
for _, group in (done.groupby(alike, sort=True) if alike else [((), done)]):
    pair = [group.index[group[key] == value] for value in values]
    pair = [(value, found[0]) for value, found in zip(values, pair) if len(found)]
    if len(pair) >= 2:
        break
(base_value, base), (other_value, other) = pair[0], pair[1]
label = {base: f"{key} {base_value}", other: f"{key} {other_value}"}
where = {line["job_id"]: next(folder.glob(f"jobs/**/{line['job_id']}")) for line in ledger if line["job_id"] in label}
print("base: ", base, label[base])
print("other:", other, label[other])
print("alike:", {name: done.loc[base, name] for name in alike})

# %% [markdown]
# ## What the data cannot say

# %%
caveats = {}
for job in (base, other):
    for caveat in json.loads((where[job] / "manifest.json").read_text())["caveats"]:
        caveats.setdefault(caveat["text"], []).append(label[job])
for caveat, scenarios in caveats.items():
    print("•", "" if len(scenarios) == 2 else f"[{scenarios[0]}]", caveat)

# %% [markdown]
# ## People and harm by corridor
#
# `tables/scenario.csv` of each job holds people and persons dead or missing a year, as it was and as the scenario has
# it. `unlocated` are people whose way is not among the legs, `stay_away` those who would not travel. Bars span the 90 %
# interval; where harm is empty, some leg of the way has no known exposure.

# %%
tables = {job: pd.read_csv(where[job] / "tables/scenario.csv") for job in (base, other)}
for figure, title in [("person_trips_per_year", "person-trips a year"), ("dead_or_missing_per_year", "dead or missing a year")]:
    directions = sorted(set(tables[base].direction) & set(tables[other].direction))
    picture, axes = plt.subplots(1, max(1, len(directions)), figsize=(5.5 * max(1, len(directions)), 4), squeeze=False)
    for axis, direction in zip(axes[0], directions):
        for offset, (job, mark) in enumerate([(base, "o"), (other, "s")]):
            rows = tables[job].query("direction == @direction and corridor_id != 'all'").reset_index(drop=True)
            value = rows[f"scenario_{figure}"]
            low, high = rows[f"scenario_{figure}_q05"], rows[f"scenario_{figure}_q95"]
            axis.errorbar(
                value, rows.index + 0.2 * offset, xerr=[value - low, high - value], fmt=mark, label=label[job], capsize=2)
        axis.set_yticks(rows.index, rows.corridor_id)
        axis.invert_yaxis()
        axis.set_title(direction)
        axis.set_xlabel(title)
    axes[0][0].legend(fontsize=8)
    picture.tight_layout()
    plt.show()

# %%
totals = pd.concat({label[job]: tables[job].query("corridor_id == 'all'").set_index("direction") for job in (base, other)})
display(totals[[name for name in totals.columns if name.startswith("scenario_") or name == "p_more_harm"]])

# %% [markdown]
# ## Where the flow moves
#
# Each route's people are laid on its segments; the map shows the difference by segment. Dashed segments carry people
# whom nobody counted: no difference is known there, which does not mean that there is none.

# %%
def people(job):
    routes = gpd.read_file(where[job] / "routes.geojson")
    counted = routes[routes.flow_person_trips.notna()]
    pieces = counted.assign(segment=counted.segment_ids.str.split(";")).explode("segment")
    return pieces.groupby("segment").flow_person_trips.sum()


layers = [name for name in ("routes", "segments") if not (where[base] / f"{name}.geojson").exists()]
if layers:
    print("this batch has no", " and no ".join(f"{name}.geojson" for name in layers))
else:
    change = people(other).sub(people(base), fill_value=0)
    segments = gpd.read_file(where[base] / "segments.geojson").set_index("segment_id")
    segments["change"] = change.reindex(segments.index)
    limit = segments.change.abs().max() or 1
    known, unknown = segments[segments.change.notna()], segments[segments.change.isna()]
    picture, axis = plt.subplots(figsize=(8, 7))
    unknown.plot(ax=axis, color="#9a9a9a", linewidth=0.8, linestyle="--")
    known.plot(
        ax=axis, column="change", cmap="PuOr", vmin=-limit, vmax=limit, legend=True,
        linewidth=1 + 4 * known.change.abs() / limit, legend_kwds={"label": "person-trips in the window", "shrink": 0.6})
    axis.set_xlim(-79.9, -76.5)
    axis.set_ylim(7.2, 9.9)
    axis.set_aspect(1 / 0.989)
    axis.set_title(f"{label[other]} less {label[base]}")
    plt.show()

# %% [markdown]
# ## Priorities
#
# Rank of each area under both levers in the two scenarios; points off the diagonal move. Both levers stand side by side
# because a measure against persons and one for persons compete for the same place.

# %%
if (where[base] / "priorities.geojson").exists():
    ranks = {job: gpd.read_file(where[job] / "priorities.geojson").set_index("id") for job in (base, other)}
    picture, axes = plt.subplots(1, 2, figsize=(9, 4.2), sharex=True, sharey=True)
    for axis, lever in zip(axes, ["enforcement", "protection"]):
        both = ranks[base].query("lever == @lever")[["name", "rank", "backfire"]].join(
            ranks[other][["rank", "backfire"]], rsuffix="_other").dropna(subset=["rank", "rank_other"])
        backfires = both.backfire_other.eq(True) | both.backfire.eq(True)
        axis.plot([1, both["rank"].max()], [1, both["rank"].max()], color="#bbbbbb", linewidth=0.8)
        axis.scatter(both["rank"][~backfires], both.rank_other[~backfires], marker="o", label="less harm")
        axis.scatter(both["rank"][backfires], both.rank_other[backfires], marker="x", label="backfires in one of them")
        axis.set_title(lever)
        axis.set_xlabel(f"rank, {label[base]}")
        axis.set_ylabel(f"rank, {label[other]}")
    axes[0].legend(fontsize=8)
    picture.tight_layout()
    plt.show()
else:
    print("this batch has no priorities.geojson")
