#!/bin/sh
# rtrack track and doctor from outside: exit codes, messages, files. Usage: track_command_test.sh PATH_TO_RTRACK
set -u
rtrack=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# expect CODE WORD ARGUMENT...: the exit code, and a word that stderr must hold.
expect() {
    code=$1
    word=$2
    shift 2
    "$rtrack" "$@" >"$folder/stdout" 2>"$folder/stderr"
    actual=$?
    [ "$actual" -eq "$code" ] || fail "rtrack $*: exit code $actual, not $code: $(cat "$folder/stderr")"
    grep -q -- "$word" "$folder/stderr" || fail "rtrack $*: no '$word' in: $(cat "$folder/stderr")"
}

lines() {
    [ "$(wc -l <"$1")" -eq "$2" ] || fail "$1 has $(wc -l <"$1") lines, not $2"
}

expect 2 "INPUT" track
expect 3 "does not exist" track "$folder/none.mp4" --box 1,2,3,4
expect 2 "box" track demo: --box 1,2,3 --tracker csrt
expect 2 "outside" track demo: --box 5000,2,30,40 --tracker csrt
expect 2 "--frame 300" track demo: --frame 300 --tracker csrt
expect 2 "--backward" track demo: --frame 10 --until 5 --tracker csrt
expect 2 "csrt" track demo: --tracker crst
expect 2 "fp16" track demo: --tracker csrt --precision fp16 --until 1
expect 3 "none.safetensors" track demo: --model "$folder/none.safetensors" --until 1
printf 'not a video' >"$folder/bad.mp4"
expect 3 "bad.mp4" track "$folder/bad.mp4" --box 1,2,3,4 --tracker csrt

expect 0 "frames/s" track demo: --tracker csrt --until 4 --output "$folder/boxes.txt" --json "$folder/track.json" --points
lines "$folder/boxes.txt" 5
for key in frames fps device precision model milliseconds results; do
    grep -q "\"$key\"" "$folder/track.json" || fail "no $key in the JSON"
done

expect 0 "frames/s" track demo: --tracker csrt --frame 4 --backward
lines "$folder/stdout" 5

expect 0 "frames/s" track demo: --tracker csrt --until 5 --render "$folder/track.mp4"
[ -s "$folder/track.mp4" ] || fail "no rendered video"
first=$(head -n 1 "$folder/boxes.txt")
expect 0 "frames/s" track "$folder/track.mp4" --tracker csrt --box "$first" --until 5
lines "$folder/stdout" 6

"$rtrack" doctor --bundle "$folder/doctor.zip" >"$folder/doctor.txt" 2>/dev/null
grep -q "chosen: CPU\|chosen: GPU" "$folder/doctor.txt" || fail "doctor does not say what was chosen"
[ -s "$folder/doctor.zip" ] || fail "no bundle"

[ "$failures" -eq 0 ] && echo "all passed"
exit "$failures"
