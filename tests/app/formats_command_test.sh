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

# Every kind of bad place is named by file and line.
bad() {  # bad FORMAT NAME LINE TEXT [OPTION...]
    format=$1 name=$2 line=$3
    printf "$4" >"$folder/$name"
    shift 4
    expect 3 "$name, line $line: " convert --from "$format" "$folder/$name" --to csv "$folder/never.csv" "$@"
    [ -e "$folder/never.csv" ] && fail "something was written from $name"
}
bad mot mot.txt 2 '1,1,1,2,3,4\n1,2,1,2,-3,4\n'
bad mot twice.txt 2 '1,1,1,2,3,4\n1,1,5,6,7,8\n'
bad csv boxes_a.csv 3 'track,frame,x,y,width,height\n1,0,1,2,3,4\n1,zero,1,2,3,4\n'
bad csv boxes_b.csv 2 'track,frame,x,y,width,height\n1,0,1,nan,3,4\n'
bad darklabel dark.txt 2 '0,1,1,2,3,4\n1,1,1,2\n' --line-format fn,id,x,y,w,h
bad cvat cut.xml 3 '<annotations>\n<track id="0" label="car">\n<box frame="0" xtl="1" ytl="2" xbr="0" ybr="4"/>\n</track></annotations>\n'
bad json bad.json 3 '{"format": "rtrack-annotations",\n"videos": [],\n"tracks": [,]}\n'
bad coco coco.json 2 '{"images": [\n,]}\n'
mkdir -p "$folder/seq/one"
printf '1,2,3,4\n1,2,three,4\n' >"$folder/seq/one/groundtruth.txt"
for format in got10k otb lasot vot; do
    cp "$folder/seq/one/groundtruth.txt" "$folder/seq/one/groundtruth_rect.txt"
    expect 3 "line 2" convert --from $format "$folder/seq" --to csv "$folder/never.csv"
done
printf '\000\001\377binary' >"$folder/binary.csv"
expect 3 "binary.csv" convert --from csv "$folder/binary.csv" --to json "$folder/never.json"
: >"$folder/empty.csv"
expect 3 "empty.csv" convert --from csv "$folder/empty.csv" --to json "$folder/never.json"

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

# All or nothing here too, and the rest on request.
printf '1,9,11,21,30,40\n2,9,x\n' >"$folder/half.txt"
expect 3 "half.txt, line 2: " import "$folder/p.rtrack" --from mot "$folder/half.txt"
expect 3 "half.txt, line 2: " import "$folder/new.rtrack" --from mot "$folder/half.txt" --video "$folder/clip.mp4"
[ -e "$folder/new.rtrack" ] && fail "a refused import left a project behind"
cp "$folder/p.rtrack" "$folder/q.rtrack"
expect 0 "left out 1 place" import "$folder/q.rtrack" --from mot "$folder/half.txt" --skip-bad
expect 0 "as one step" import "$folder/q.rtrack" --from mot "$folder/gt.txt" --first-frame 5
expect 0 "7 boxes" export "$folder/q.rtrack" --to csv "$folder/q.csv"
expect 3 "is there already" export "$folder/q.rtrack" --to csv "$folder/q.csv"
# A range comes back to where it was taken from.
expect 0 "wrote" export "$folder/q.rtrack" --to otb "$folder/range" --range 5-6
cp "$folder/q.rtrack" "$folder/range.rtrack"
expect 0 "begin at frame 5" import "$folder/range.rtrack" --from otb "$folder/range"
expect 0 "wrote" export "$folder/range.rtrack" --to csv "$folder/range.csv"
boxes_at() { cut -d, -f4 "$1" | grep -c "^$2\$"; }
[ "$(boxes_at "$folder/range.csv" 0)" -eq "$(boxes_at "$folder/q.csv" 0)" ] || fail "boxes came to the video's start"
[ "$(boxes_at "$folder/range.csv" 5)" -gt "$(boxes_at "$folder/q.csv" 5)" ] || fail "no boxes came to frame 5"
expect 0 "7 boxes" export "$folder/q.rtrack" --to csv "$folder/q.csv" --overwrite
expect 0 "wrote" export "$folder/q.rtrack" --to darklabel "$folder/q.txt" --line-format fn1,id,x,y,w,h --keyframes
grep -q "^1,1,10,20,30,40$" "$folder/q.txt" || fail "not the line format that was asked for: $(head -n 1 "$folder/q.txt")"
expect 2 "item 1" export "$folder/q.rtrack" --to darklabel "$folder/q2.txt" --line-format nonsense
expect 2 "FIRST-LAST" export "$folder/q.rtrack" --to csv "$folder/q3.csv" --range 5
expect 3 "none.rtrack" export "$folder/none.rtrack" --to csv "$folder/q3.csv"
expect 3 "is not a project" export "$folder/gt.txt" --to csv "$folder/q3.csv"

# Drawn into the video: of a range, of a project or of files; whole or not at all.
expect 0 "wrote" export "$folder/p.rtrack" --to video "$folder/drawn.mp4" --range 2-6 --json "$folder/drawn.json"
"$rtrack" info "$folder/drawn.mp4" --json "$folder/info.json" >/dev/null 2>&1
grep -q '"frames": 5' "$folder/info.json" || fail "not the five frames of the range: $(grep frames "$folder/info.json")"
grep -q '"first_frame_of_video": 2' "$folder/drawn.json" || fail "the report does not say where the range starts"
expect 0 "" verify "$folder/drawn.mp4"
expect 3 "is there already" export "$folder/p.rtrack" --to video "$folder/drawn.mp4"
expect 2 "would be lost" export "$folder/p.rtrack" --to video "$folder/clip.mp4" --overwrite
expect 2 "frames 0 to 9" export "$folder/p.rtrack" --to video "$folder/late.mp4" --range 5-90
[ -e "$folder/late.mp4" ] && fail "a range outside of the video left a file"
expect 2 "drawn.txt" export "$folder/p.rtrack" --to video "$folder/drawn.txt"
expect 0 "wrote" convert --from mot "$folder/gt.txt" --to video "$folder/files.mp4" --video "$folder/clip.mp4"
expect 2 "--video" convert --from mot "$folder/gt.txt" --to video "$folder/files2.mp4"
ls -A "$folder" | grep -q "\.part\|\.tmp" && fail "something unfinished was left: $(ls -A "$folder")"

# Folders of pictures: what lies beside the pictures is not the video, and pictures of another folder are.
for name in a b; do
    mkdir -p "$folder/$name/img"
    start=0
    [ "$name" = b ] && start=5
    "$rtrack" frames "$folder/clip.mp4" --index "$start-$((start + 2))" --output "$folder/$name/img" >/dev/null 2>&1
    printf '1,1,11,21,30,40\n' >"$folder/one.txt"
    expect 0 "as one step" import "$folder/two.rtrack" --from mot "$folder/one.txt" --video "$folder/$name"
done
[ "$("$rtrack" verify "$folder/two.rtrack" | grep -c "unchanged")" -eq 2 ] || fail "two folders are not two videos"
echo "mine" >"$folder/b/img/notes.txt"
expect 0 "wrote" export "$folder/two.rtrack" --to got10k "$folder/two" --frames
expect 0 "wrote" export "$folder/two.rtrack" --to video "$folder/two.mp4" --video b
rm "$folder/b/img/"*000006*
expect 3 "not the video" export "$folder/two.rtrack" --to got10k "$folder/three" --frames

# Do the pictures still belong to the boxes?
expect 0 "" verify "$folder/p.rtrack"
expect 0 "" verify "$folder/mot" --json "$folder/verify.json"
grep -q '"ok": true' "$folder/verify.json" || fail "verify does not say ok"
if command -v ffmpeg >/dev/null; then  # the same pictures at other times
    mkdir "$folder/slow"
    cp "$folder/p.rtrack" "$folder/slow/p.rtrack"
    mv "$folder/clip.mp4" "$folder/kept.mp4"
    ffmpeg -v error -itsscale 2 -i "$folder/kept.mp4" -c copy "$folder/clip.mp4" </dev/null
    expect 3 "checks failed" verify "$folder/slow/p.rtrack"
    grep -q "frame 1 is shown at" "$folder/stdout" || fail "other times are not named: $(cat "$folder/stdout")"
    mv "$folder/kept.mp4" "$folder/clip.mp4"
fi
cp "$folder/p.rtrack" "$folder/before.rtrack"
expect 2 "is the input" import "$folder/p.rtrack" --from mot "$folder/gt.txt" --json "$folder/clip.mp4" --video "$folder/clip.mp4"
expect 2 "is the input" import "$folder/p.rtrack" --from mot "$folder/gt.txt" --json "$folder/p.rtrack"
expect 2 "is the input" export "$folder/p.rtrack" --to csv "$folder/never.csv" --json "$folder/p.rtrack"
expect 2 "is the input" convert --from mot "$folder/gt.txt" --to csv "$folder/never.csv" --json "$folder/gt.txt"
expect 2 "is the input" verify "$folder/p.rtrack" --json "$folder/p.rtrack"
same "$folder/p.rtrack" "$folder/before.rtrack"

# One video that cannot be opened costs no other finding.
gzip -c "$folder/clip.mp4" >"$folder/kept.gz"  # a plain copy would be found
echo "no video" >"$folder/clip.mp4"
expect 3 "1 of 1 checks failed" verify "$folder/p.rtrack" --json "$folder/verify.json"
grep -q "cannot be compared" "$folder/verify.json" || fail "a video that cannot be opened is no finding"
gzip -dc "$folder/kept.gz" >"$folder/clip.mp4"

"$rtrack" track demo: --tracker csrt --frame 1 --until 10 --render "$folder/other.mp4" >/dev/null 2>&1
mv "$folder/other.mp4" "$folder/clip.mp4"
expect 3 "checks failed" verify "$folder/p.rtrack"
expect 3 "checks failed" verify "$folder/mot"
echo >>"$folder/boxes.csv"
expect 3 "checks failed" verify "$folder/boxes.csv"
grep -q "was changed after the export" "$folder/stdout" || fail "a changed file is not named"

[ "$failures" -eq 0 ] && echo "all passed"
exit "$failures"
