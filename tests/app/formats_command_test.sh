#!/bin/sh
# rtrack convert, import, export and verify from outside. Usage: formats_command_test.sh PATH_TO_RTRACK
set -u
rtrack=$1
. "$(dirname "$0")/../support/command_checks.sh"

same() {
    cmp -s "$1" "$2" || fail "$1 and $2 differ: $(diff "$1" "$2" | head -n 4)"
}

expect 2 "from" convert --to csv "$folder/a.csv"
expect 2 "got10k" convert --from got10 x --to csv "$folder/a.csv"
expect 3 "does not exist" convert --from mot "$folder/none" --to csv "$folder/a.csv"
"$rtrack" convert --formats | grep -q "cvat" || fail "no table of formats"

# A video of our own, and boxes for it.
"$rtrack" track demo: --tracker csrt --until 9 --render "$folder/clip.mp4" >/dev/null 2>&1
printf '1,1,11,21,30,40,1,1,1\n2,1,12,22,30,40,1,1,0.5\n3,2,51,61,20,20,1,3,1\n' >"$folder/gt.txt"
expect 0 "3 boxes of 2 tracks" convert --from mot "$folder/gt.txt" --to csv "$folder/boxes.csv" --json -
grep -q '"unreviewed": 3' "$folder/stdout" || fail "no count of unreviewed boxes in the report"
[ -s "$folder/boxes.csv.manifest.json" ] || fail "no manifest beside the export"
expect 3 "is there already" convert --from mot "$folder/gt.txt" --to csv "$folder/boxes.csv"
expect 0 "wrote" convert --from mot "$folder/gt.txt" --to csv "$folder/boxes.csv" --overwrite
expect 2 "--size" convert --from mot "$folder/gt.txt" --to yolo "$folder/yolo"
expect 0 "wrote" convert --from mot "$folder/gt.txt" --to yolo "$folder/yolo" --video "$folder/clip.mp4"
expect 0 "" convert --from darklabel "$folder/gt.txt" --line-format fn1,id,x,y,w,h --preview 2
[ "$(wc -l <"$folder/stdout")" -eq 3 ] || fail "the preview has not a header and two rows"
expect 2 "item 2" convert --from darklabel "$folder/gt.txt" --line-format fn1,xx --preview 2

# Bad lines: all or nothing, unless the rest is asked for.
printf '1,1,11,21,30,40\n2,1,x\n' >"$folder/bad.txt"
expect 3 "line 2" convert --from mot "$folder/bad.txt" --to csv "$folder/bad.csv"
[ -e "$folder/bad.csv" ] && fail "something was written from a bad file"
expect 0 "left out 1 place" convert --from mot "$folder/bad.txt" --to csv "$folder/bad.csv" --skip-bad

# Into a project and out again.
expect 3 "--video" import "$folder/p.rtrack" --from mot "$folder/gt.txt"
expect 0 "as one step" import "$folder/p.rtrack" --from mot "$folder/gt.txt" --video "$folder/clip.mp4" --json -
grep -q '"boxes": 3' "$folder/stdout" || fail "no count in the import's report"
expect 0 "nobody has looked at" export "$folder/p.rtrack" --to mot "$folder/mot"
cut -d, -f1-6 "$folder/mot/clip/gt/gt.txt" >"$folder/back.txt"
cut -d, -f1-6 "$folder/gt.txt" >"$folder/given.txt"
same "$folder/back.txt" "$folder/given.txt"
expect 0 "wrote" export "$folder/p.rtrack" --to got10k "$folder/got" --frames --range 1-3
[ -s "$folder/got/clip_1/00000003.jpg" ] || fail "no frames beside the boxes"
[ -e "$folder/got/clip_1/00000004.jpg" ] && fail "more frames than the range has"
[ "$(wc -l <"$folder/got/clip_1/groundtruth.txt")" -eq 3 ] || fail "not a line for each frame of the range"
expect 2 "no place for frames" export "$folder/p.rtrack" --to csv "$folder/x.csv" --frames
expect 2 "clip" export "$folder/p.rtrack" --to csv "$folder/x.csv" --video other
printf '99,1,11,21,30,40\n' >"$folder/late.txt"
expect 3 "frame 98" import "$folder/p.rtrack" --from mot "$folder/late.txt"
expect 0 "3 boxes" export "$folder/p.rtrack" --to json "$folder/after.json"

# Do the pictures still belong to the boxes?
expect 0 "" verify "$folder/p.rtrack"
expect 0 "" verify "$folder/mot" --json "$folder/verify.json"
grep -q '"ok": true' "$folder/verify.json" || fail "verify does not say ok"
"$rtrack" track demo: --tracker csrt --frame 1 --until 10 --render "$folder/other.mp4" >/dev/null 2>&1
mv "$folder/other.mp4" "$folder/clip.mp4"
expect 3 "checks failed" verify "$folder/p.rtrack"
expect 3 "checks failed" verify "$folder/mot"
echo >>"$folder/boxes.csv"
expect 3 "checks failed" verify "$folder/boxes.csv"
grep -q "was changed after the export" "$folder/stdout" || fail "a changed file is not named"

[ "$failures" -eq 0 ] && echo "all passed"
exit "$failures"
