#!/bin/sh
# rtrack track and doctor from outside: exit codes, messages, files. Usage: track_command_test.sh PATH_TO_RTRACK
set -u
rtrack=$1
. "$(dirname "$0")/../support/command_checks.sh"

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

# A box that leaves no ground around it.
expect 2 "leaves some ground" track demo: --tracker mil --box 0,0,1000,1000 --until 3

# Outputs that would destroy something, or that cannot be written: said before any tracking.
cp "$folder/track.mp4" "$folder/precious.mp4"
for option in --output --render --json; do
    expect 2 "is the input" track "$folder/precious.mp4" --box 1,2,30,40 --tracker csrt --until 1 $option "$folder/precious.mp4"
done
cmp -s "$folder/track.mp4" "$folder/precious.mp4" || fail "the input was changed"
expect 2 "two outputs" track demo: --tracker csrt --until 1 --output "$folder/a" --json "$folder/../$(basename "$folder")/a"
expect 2 "two outputs" track demo: --tracker csrt --until 1 --output - --json -
for option in --output --render --json; do
    expect 2 "" track demo: --tracker csrt --until 1 $option "$folder"
done
expect 2 "must end in" track demo: --tracker csrt --until 1 --render "$folder/track.webm"
mkdir "$folder/source"
"$rtrack" frames "$folder/track.mp4" --index 0-2 --output "$folder/source" 2>/dev/null >/dev/null
expect 2 "is frame 1 of the input" track "$folder/source" --box "$first" --tracker csrt --output "$folder/source/00000001.png"
expect 2 "is the input" info "$folder/precious.mp4" --json "$folder/precious.mp4"
expect 2 "is frame 2 of the input" info "$folder/source" --json "$folder/source/00000002.png"
expect 2 "is frame 0 of the input" frames "$folder/source" --index 1,0 --output "$folder/source"
expect 2 "is frame 0 of the input" frames "$folder/source" --index 0 --output "$folder/source" --overwrite

# Frames of another video have the same names.
mkdir "$folder/taken"
echo "of another video" >"$folder/taken/00000002.png"
expect 3 "is there already" frames "$folder/track.mp4" --index 1,2 --output "$folder/taken"
grep -q "another video" "$folder/taken/00000002.png" || fail "a picture was replaced unasked"
[ -e "$folder/taken/00000001.png" ] && fail "frames were written beside one that is refused"
expect 0 "" frames "$folder/track.mp4" --index 1,2 --output "$folder/taken" --overwrite
cmp -s "$folder/taken/00000002.png" "$folder/source/00000002.png" || fail "--overwrite left the old picture"
cmp -s "$folder/track.mp4" "$folder/precious.mp4" || fail "the input was changed"

# What is asked for and would not be written anywhere.
for option in --points --score-maps; do
    expect 2 "name it: --json" track demo: --tracker csrt --until 1 $option
done

# A model file whose only tensor has a name that a terminal would obey: 64 letters of JSON and one number.
printf '\100\0\0\0\0\0\0\0{"a\\u001b[31m":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}\0\0\0\0' >"$folder/m.safetensors"
expect 0 "" model info "$folder/m.safetensors"
grep -q "a?\[31m" "$folder/stdout" || fail "a control character is printed: $(cat -v "$folder/stdout")"
expect 2 "is the input" model import "$folder/m.safetensors" --output "$folder/m.safetensors"

# A name that is not UTF-8 costs neither boxes nor JSON.
cp "$folder/track.mp4" "$folder/$(printf 'bad\377.mp4')"
expect 0 "frames/s" track "$folder/$(printf 'bad\377.mp4')" --tracker csrt --box "$first" --until 2 --json "$folder/bad.json"
[ -s "$folder/bad.json" ] || fail "no JSON for a name that is not UTF-8"
expect 0 "" info "$folder/$(printf 'bad\377.mp4')" --json -

# Nor the figures of rtrack doubt; outputs that cannot be written are said before any tracking.
sequence="$folder/truth/$(printf 'bad\377')"
mkdir -p "$sequence"
"$rtrack" frames "$folder/track.mp4" --index 0-4 --output "$sequence" --format jpg >"$folder/stdout" 2>"$folder/stderr"
head -n 5 "$folder/boxes.txt" >"$sequence/groundtruth.txt"
expect 0 "watching" doubt --dataset "got10k:$folder/truth" --tracker csrt --json "$folder/doubt.json"
[ -s "$folder/doubt.json" ] || fail "no figures for a name that is not UTF-8"
for option in --json --plot; do
    expect 3 "cannot be written" doubt --dataset "got10k:$folder/truth" --tracker csrt $option "$folder/none/doubt"
    grep -q "watching" "$folder/stderr" && fail "doubt $option is tried after the work"
done
expect 2 "two outputs" doubt --dataset "got10k:$folder/truth" --tracker csrt --json "$folder/a" --plot "$folder/a"

# A video that cannot be written costs no boxes: here the limit of a file's size stands for a full disk.
(ulimit -f 8 && "$rtrack" track demo: --tracker csrt --until 40 --output "$folder/kept-boxes.txt" --render "$folder/large.mp4") 2>"$folder/stderr"
[ $? -eq 3 ] || fail "a video that cannot be written is no error: $(cat "$folder/stderr")"
lines "$folder/kept-boxes.txt" 41
[ -z "$(ls "$folder" | grep part)" ] || fail "a partial video is left"
expect 3 "No such file" track demo: --tracker csrt --until 1 --output "$folder/none/boxes.txt"
if [ -c /dev/full ]; then
    expect 3 "/dev/full" track demo: --tracker csrt --until 1 --output /dev/full
    [ -c /dev/full ] || fail "a device was replaced by a file"
    expect 3 "/dev/full" track demo: --tracker csrt --until 1 --output /dev/full --json "$folder/still.json"
    [ -s "$folder/still.json" ] || fail "boxes that cannot be written cost the JSON"
    "$rtrack" track demo: --tracker csrt --until 1 >/dev/full 2>"$folder/stderr"
    [ $? -eq 3 ] || fail "a full standard output is no error: $(cat "$folder/stderr")"
    "$rtrack" info "$folder/track.mp4" >/dev/full 2>"$folder/stderr"
    [ $? -eq 3 ] || fail "info: a full standard output is no error: $(cat "$folder/stderr")"
fi
ln -s boxes-real.txt "$folder/link.txt"
: >"$folder/boxes-real.txt"
expect 0 "frames/s" track demo: --tracker csrt --until 2 --output "$folder/link.txt"
[ -L "$folder/link.txt" ] || fail "a link was replaced by a file"
lines "$folder/boxes-real.txt" 3
for option in --output --json --render; do
    rm -f "$folder/new-link.mp4" "$folder/new-real.mp4"
    ln -s new-real.mp4 "$folder/new-link.mp4"
    expect 0 "frames/s" track demo: --tracker csrt --until 1 $option "$folder/new-link.mp4"
    [ -L "$folder/new-link.mp4" ] || fail "$option: a link to what is not there yet was replaced"
    [ -s "$folder/new-real.mp4" ] || fail "$option: not written where the link leads"
done
ln -s a "$folder/circle"
ln -s circle "$folder/a"
expect 3 "symbolic links" track demo: --tracker csrt --until 1 --output "$folder/circle"
rm "$folder/circle" "$folder/a"
ln -s boxes-real.txt "$folder/link-2.txt"
expect 2 "two outputs" track demo: --tracker csrt --until 1 --output "$folder/link.txt" --json "$folder/link-2.txt"

# A picture in the middle that cannot be read: what comes before it is kept.
mkdir "$folder/pictures"
"$rtrack" frames "$folder/track.mp4" --index 0-4 --output "$folder/pictures" 2>/dev/null >/dev/null
damaged=$(ls "$folder/pictures"/* | sed -n 4p)
printf 'damaged' >"$damaged"
expect 3 "3 frames before it are kept" track "$folder/pictures" --tracker csrt --box "$first" --output "$folder/kept.txt"
lines "$folder/kept.txt" 3

# What is wrong with a video shows as it is read: its pictures become smaller in the middle.
if ffmpeg -v error -f lavfi -i testsrc=size=320x192:rate=25 -frames:v 20 -c:v libx264 \
    "$folder/part1.ts" 2>/dev/null &&
    ffmpeg -v error -f lavfi -i testsrc=size=160x96:rate=25 -frames:v 20 -c:v libx264 \
        -mpegts_flags initial_discontinuity "$folder/part2.ts" 2>/dev/null; then
    cat "$folder/part1.ts" "$folder/part2.ts" >"$folder/joined.ts"
    expect 0 "frame 20 is stored as 160 x 96" track "$folder/joined.ts" --tracker csrt --box 100,60,60,60 --output "$folder/joined.txt" --json "$folder/joined.json"
    [ "$(grep -c "is stored as" "$folder/stderr")" -eq 1 ] || fail "said twice: $(cat "$folder/stderr")"
    grep -q "frame 20 is stored as 160 x 96" "$folder/joined.json" || fail "the JSON keeps quiet about the change of size"
    expect 0 "frame 30 is stored as 160 x 96" frames "$folder/joined.ts" --index 3,30 --output "$folder/joined"
fi
rm "$folder/pictures/00000001.png"
expect 3 "picture 1 is missing between" frames "$folder/pictures" --index 0-3 --output "$folder/gaps"
[ "$(grep -c "cannot be decoded as a picture" "$folder/stderr")" -eq 1 ] || fail "said twice: $(cat "$folder/stderr")"

# Names that people mistype.
expect 2 "nearest is --box" track demo: --bx 1,2,3,4
expect 2 "nearest is 'track'" trak demo:
expect 2 "nearest is 'import'" model imprt

# A stop in the middle keeps what was tracked.
"$rtrack" track demo: --tracker csrt --output "$folder/stopped.txt" 2>"$folder/stderr" &
process=$!
while ! grep -q "tracking:" "$folder/stderr" && kill -0 $process 2>/dev/null; do
    sleep 0.1
done
kill -TERM $process
wait $process
code=$?
if [ $code -eq 5 ]; then
    [ -s "$folder/stopped.txt" ] || fail "nothing was kept of a stopped run"
elif [ $code -ne 0 ]; then
    fail "SIGTERM: exit code $code: $(cat "$folder/stderr")"
fi

# stop_when CONDITION ARGUMENT...: SIGTERM as soon as CONDITION holds ends the command with 5.
stop_when() {
    condition=$1
    shift
    TMPDIR="$folder/tmp" "$rtrack" "$@" >"$folder/stdout" 2>"$folder/stderr" &
    process=$!
    while ! eval "$condition" && kill -0 $process 2>/dev/null; do
        sleep 0.05
    done
    kill -TERM $process
    wait $process
    code=$?
    [ $code -eq 5 ] || fail "SIGTERM to rtrack $*: exit code $code: $(cat "$folder/stderr")"
}
mkdir "$folder/tmp"
stop_when 'ls "$folder/tmp" | grep -q rtrack_bench' bench decode
[ -z "$(ls "$folder/tmp")" ] || fail "a stopped benchmark leaves $(ls "$folder/tmp")"
if ffmpeg -v error -stream_loop 2000 -i "$folder/track.mp4" -c copy "$folder/long.mkv" 2>/dev/null; then
    stop_when 'sleep 2' info --check "$folder/long.mkv"
fi

# How threads wait is chosen before OpenMP is loaded, unless the environment has it.
env -u OMP_WAIT_POLICY -u GOMP_SPINCOUNT OMP_DISPLAY_ENV=verbose "$rtrack" doctor 2>&1 >"$folder/stdout" |
    grep -q "GOMP_SPINCOUNT = '1000'" || fail "threads that wait spin for long"
OMP_WAIT_POLICY=PASSIVE OMP_DISPLAY_ENV=verbose "$rtrack" doctor 2>&1 >"$folder/stdout" |
    grep -q "GOMP_SPINCOUNT = '1000'" && fail "OMP_WAIT_POLICY is not obeyed"

"$rtrack" doctor --bundle "$folder/doctor.zip" >"$folder/doctor.txt" 2>/dev/null
grep -q "chosen: CPU\|chosen: GPU" "$folder/doctor.txt" || fail "doctor does not say what was chosen"
[ -s "$folder/doctor.zip" ] || fail "no bundle"

[ "$failures" -eq 0 ] && echo "all passed"
exit "$failures"
