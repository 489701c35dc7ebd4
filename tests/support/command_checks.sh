# Sourced by the tests of commands: `rtrack` names the program; `folder` is temporary, `failures` counts.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# expect CODE WORD ARGUMENT...: the exit code, and a word that stderr must hold (empty: none).
expect() {
    code=$1
    word=$2
    shift 2
    "$rtrack" "$@" >"$folder/stdout" 2>"$folder/stderr"
    actual=$?
    [ "$actual" -eq "$code" ] || fail "rtrack $*: exit code $actual, not $code: $(cat "$folder/stderr")"
    [ -z "$word" ] || grep -q -- "$word" "$folder/stderr" || fail "rtrack $*: no '$word' in: $(cat "$folder/stderr")"
}
