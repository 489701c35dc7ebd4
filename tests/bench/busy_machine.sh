#!/usr/bin/env bash
# Frames a second of `rtrack track` on an idle machine, and beside programs that each want a whole processor, with
# the ways in which OpenMP's threads can wait for each other: ours, libgomp's own long spin, and none.
#
#     tests/bench/busy_machine.sh PROGRAM CLIP X,Y,W,H [LAST FRAME]
set -euo pipefail
[[ $# -ge 3 ]] || { sed -n '2,5p' "$0" >&2; exit 2; }
program=$1 clip=$2 box=$3 last=${4:-150}
folder=$(mktemp -d)
others=()
trap 'kill "${others[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT

frames_a_second() {
    env -u OMP_WAIT_POLICY -u GOMP_SPINCOUNT "$@" "$program" track "$clip" --box "$box" --until "$last" \
        --output "$folder/boxes.txt" --json "$folder/report.json" 2>/dev/null
    sed -n 's/.*"fps": \([0-9.]*\).*/\1/p' "$folder/report.json"
}

echo "others  ours  long_spin  passive"
for count in 0 1 2 4; do
    while ((${#others[@]} < count)); do
        while :; do :; done &
        others+=($!)
    done
    printf '%d  %.1f  %.1f  %.1f\n' "$count" "$(frames_a_second)" "$(frames_a_second GOMP_SPINCOUNT=300000)" \
        "$(frames_a_second OMP_WAIT_POLICY=PASSIVE)"
done
