#!/bin/bash
# Stands in for `rtrack train`: keeps a run folder as the real one does, and misbehaves as the run's name says.
if [[ " $* " == *" --options "* ]]; then
    cat "$(dirname "$0")/options.json"
    exit 0
fi
if [[ " $* " == *" --preview "* ]]; then  # PPM: what reads it goes by its content
    picture=${*: -1}
    echo "$picture" > "$(dirname "$0")/preview"
    while [[ -e $0 && ! -e $(dirname "$0")/let-go ]]; do sleep 0.05; done
    printf 'P6 1 1 255 \x20\x40\x60' > "$picture"
    exit 0
fi
[[ " $* " == *" --check "* ]] && { echo "no faults"; exit 0; }
[[ " $* " == *" --estimate "* ]] && exit 1
while [[ $# -gt 0 && $1 != --run ]]; do arguments+=" $1"; shift; done
dir=$2
name=$(basename "$dir")
echo "$arguments" >> "$dir/arguments.txt"
if [[ $name == refuse* ]]; then
    echo "error: there is no option 'epohcs'; the nearest is 'epochs'" >&2
    exit 2
fi
[[ $name == ignore* ]] && trap '' TERM INT
exec 9>>"$dir/lock"
flock -w 10 9 || exit 3  # the studio shares it for a moment when it looks
echo "$$ on $(hostname)" > "$dir/lock"
echo "batch_size: 8" > "$dir/config.yaml"
step=0
say() { echo "{\"version\":1,\"event\":$1}" >> "$dir/events.jsonl"; }
stands() {
    echo "{\"state\":\"$1\",\"host\":\"$(hostname)\",\"step\":$step,\"steps\":1000,\"exit_code\":${2:-0},\"message\":\"${3:-}\"}" \
        > "$dir/status.new"
    mv "$dir/status.new" "$dir/status.json"
}
finish() { say "\"end\",\"reason\":\"$1\""; stands "$1" "${2:-0}" "${3:-}"; exit "${2:-0}"; }
say '"hello","step":0'
state=running
while [[ -d $dir ]]; do
    if [[ -s $dir/control && $name != ignore* ]]; then
        mv "$dir/control" "$dir/control.taken"
        while read -r word; do
            [[ $word == pause ]] && state=paused
            [[ $word == resume ]] && state=running
            [[ $word == stop ]] && finish stopped 5
        done < "$dir/control.taken"
    fi
    if [[ $state == running ]]; then
        step=$((step + 1))
        say "\"step\",\"step\":$step,\"loss_total\":2"
    fi
    stands $state
    if [[ $name == hang* && $step -ge 3 ]]; then  # silent for a minute, as far as its files tell
        echo "reading the data set from a network drive" >&2
        touch -d "-60 seconds" "$dir/lock" "$dir/events.jsonl" "$dir/status.json"
        sleep 60 9>&-
    fi
    [[ $name == crash* && $step -ge 3 ]] && kill -9 $$
    [[ $name == memory* && $arguments != *batch_size=4* && $step -ge 3 ]] && finish failed 4 "the memory of the GPU ran out"
    [[ $name == short* && -e $dir/../let-go ]] && finish finished
    sleep 0.05 9>&-
done
