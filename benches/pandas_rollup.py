#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Counts the aspects of a folder by unit and outcome with pandas.

pandas_rollup.py FOLDER UNITS: UNITS are the keys of the units that keep outcomes, apart by commas.
Prints CSV: unit, outcome, number. Ends with 3 if there is no pandas.
"""

import sys

try:
    import pandas
except ImportError:
    sys.exit(3)


def table(name, columns, **types):
    return pandas.read_csv(f"{sys.argv[1]}/{name}.csv", usecols=columns, dtype=types)


keep_outcomes = sys.argv[2].split(",")
complaints = table("complaints", ["id", "unit", "kind"], unit="category", kind="category")
mentions = table("mentions", ["id", "complaint"])
aspects = table("aspects", ["id", "mention"])
# Days written YYYY-MM-DD stand in order as text; as categories they are numbers that do too.
events = table(
    "events",
    ["id", "complaint", "aspect", "kind", "happened", "recorded", "value"],
    aspect="Int64", kind="category", happened="category", recorded="category", value="category",
)

withdrawn = events.loc[events["kind"] == "withdrawn", "complaint"]
counted = complaints[
    (complaints["kind"] != "service_request") & ~complaints["id"].isin(withdrawn)
]
decided = events[events["kind"] == "outcome_decided"].sort_values(["happened", "recorded", "id"])
last = decided.drop_duplicates("aspect", keep="last")[["aspect", "value"]]
last = last.assign(aspect=last["aspect"].astype("int64"), value=last["value"].astype("object"))

rows = aspects.merge(mentions, left_on="mention", right_on="id", suffixes=("", "_of_mention"))
rows = rows.merge(counted, left_on="complaint", right_on="id", suffixes=("", "_of_complaint"))
rows = rows[["id", "unit"]].merge(last, left_on="id", right_on="aspect", how="left")
rows["outcome"] = (
    rows["value"].fillna("ongoing").where(rows["unit"].isin(keep_outcomes), "(none)")
)
counts = rows.groupby(["unit", "outcome"], observed=True, sort=False).size()
for (unit, outcome), n in counts.items():
    print(f"{unit},{outcome},{n}")
