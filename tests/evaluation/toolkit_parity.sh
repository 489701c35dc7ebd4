#!/bin/sh
# Compares our metrics with the got10k package of this machine, on result files from a seed of today.
# Arguments: the test program, the folder of make_metrics_golden.py. RTRACK_PYTHON names a Python with got10k.
# Ends with 77 (skipped) where the package is not installed.
set -eu
python=${RTRACK_PYTHON:-python3}
"$python" -c 'import got10k, numpy' 2>/dev/null || {
    echo "skipped: $python has no got10k (pip install got10k; RTRACK_PYTHON names another Python)"
    exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seed=$(date +%Y%m%d)
echo "seed $seed"
"$python" "$2/make_metrics_golden.py" --seed "$seed" --output "$folder/golden.json" >"$folder/log" 2>&1 || {
    tail -3 "$folder/log"
    # got10k imports more than it says: without shapely or six it cannot run.
    if grep -q ModuleNotFoundError "$folder/log"; then exit 77; fi
    exit 1
}
RTRACK_METRICS_GOLDEN="$folder/golden.json" "$1" --gtest_filter='MetricsGolden.*'
