#!/bin/sh
# Every text of the user interface has its translation: LUPDATE SOURCES TS. Reads the sources anew into a copy.
set -eu
lupdate=$1 sources=$2 ts=$3
copy=$(mktemp --suffix=.ts)
trap 'rm -f "$copy"' EXIT
cp "$ts" "$copy"
(cd "$sources" && "$lupdate" -silent -I . -locations none -no-obsolete -recursive ui -ts "$copy")
if grep -B 8 'type="unfinished"' "$copy" | grep '<source>'; then
    echo "not translated; run the target translations_update and translate" >&2
    exit 1
fi
