#!/bin/sh
# Stands in for `rtrack evaluate`: misbehaves as the results folder's name says (the tests make it so).
# Usage: fake_evaluate.sh evaluate --events --results FOLDER/MODE ...
results=$4
mode=${results##*/}
event() {
    printf '{"version":1,"event":"%s","time":"2026-01-01T00:00:00.000Z","tracker":"fake","sequence":"ball_0","frames_done":%s,"frames_total":100}\n' "$1" "$2"
}
event hello 0
case $mode in
crash)
    event progress 10
    echo "about to fall over" >&2
    kill -SEGV $$
    ;;
fail)
    echo "error: the model file is not there" >&2
    exit 3
    ;;
flood)
    i=0
    printf 'not an event\n{"half of an'
    line=$(event progress 50)
    block=$(for _ in 1 2 3 4 5 6 7 8 9 10; do printf '%s\n' "$line"; done)
    while [ $i -lt 20000 ]; do
        printf '\n%s' "$block"
        i=$((i + 1))
    done
    printf '\n'
    event sequence 100
    ;;
hang)
    echo "loading the model" >&2
    trap '' TERM
    while :; do sleep 0.1; done
    ;;
obey)
    trap 'exit 5' TERM
    event progress 10
    while :; do sleep 0.05; done
    ;;
esac
