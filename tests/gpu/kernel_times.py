#!/usr/bin/env python3
"""Sums up the time of each kernel in a CSV of ncu (--metrics gpu__time_duration.sum --csv).

    kernel_times.py FILE.csv             a table: share, total time, launches, kernel
    kernel_times.py --names 3 FILE.csv   regular expressions for the most expensive kernels, as ncu's --kernel-name takes
"""
import argparse
import collections
import csv
import re

SECONDS = {"ns": 1e-9, "nsecond": 1e-9, "us": 1e-6, "usecond": 1e-6, "ms": 1e-3, "msecond": 1e-3, "s": 1, "second": 1}


def times_of(lines):
    """Kernel name -> seconds of each launch. Lines before the table's head are ncu's and the program's words."""
    lines = list(lines)
    head = next((i for i, line in enumerate(lines) if "Kernel Name" in line and "Metric Value" in line), None)
    if head is None:
        return {}
    times = collections.defaultdict(list)
    for row in csv.DictReader(lines[head:]):
        if row.get("Metric Name") == "gpu__time_duration.sum" and row.get("Metric Unit") in SECONDS:
            times[row["Kernel Name"]].append(float(row["Metric Value"].replace(",", "")) * SECONDS[row["Metric Unit"]])
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--names", type=int, default=0)
    parser.add_argument("file")
    arguments = parser.parse_args()
    with open(arguments.file, encoding="utf-8", errors="replace") as file:
        times = times_of(file)
    ranked = sorted(times.items(), key=lambda item: -sum(item[1]))
    if arguments.names:
        for name, _ in ranked[: arguments.names]:
            print("regex:^" + re.escape(name).replace(r"\ ", "."))
        return
    total = sum(map(sum, times.values())) or 1
    for name, seconds in ranked[:30]:
        print(f"{sum(seconds) / total:6.1%} {sum(seconds) * 1e3:10.3f} ms {len(seconds):6} x  {name[:150]}")


if __name__ == "__main__":
    main()
