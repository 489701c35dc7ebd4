#!/bin/sh
# Fails if a text of the program is not in a translation, is unfinished, or is left over from before.
# Usage: check_translations.sh LUPDATE SOURCE_ROOT
set -eu
lupdate=$1
root=$2
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp "$root"/translations/*.ts "$copy"
cd "$root"
"$lupdate" -silent -locations none -I . app widgets -target-language zh_CN -ts "$copy/rtrack_zh_CN.ts"
"$lupdate" -silent -locations none -pluralonly -I . app widgets -target-language en -ts "$copy/rtrack_en.ts"
if grep -n -B3 -E 'type="(unfinished|vanished|obsolete)"' "$copy"/*.ts; then
    echo "Translations are not complete: see above. Update translations/*.ts with lupdate (README, Translations)." >&2
    exit 1
fi
grep -q '<message' "$copy/rtrack_zh_CN.ts"
