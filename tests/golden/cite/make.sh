#!/bin/sh
# Usage: tests/golden/cite/make.sh STYLES
#        tests/golden/cite/make.sh STYLES SEED COUNT PROGRAM
#
# STYLES is a folder with the official CSL styles. The first form writes
# items.jsonl and lists.jsonl anew: what citeproc-js prints for the items and
# the lists of the seeds below.
# The second compares PROGRAM, a built tests/golden/cite_golden_test, with
# COUNT items of another SEED. Needs Node.js and npm; packages go to
# build/cite.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
modules=$here/../../../build/cite
styles=${1:?"the folder of the styles is missing"}

mkdir -p "$modules"
cp "$here/package.json" "$modules"
npm install --prefix "$modules" --ignore-scripts --no-audit --no-fund \
    --silent >&2

if [ $# -eq 1 ]; then
    node "$here/reference.cjs" "$styles" "$modules/node_modules" \
        2026 320 >"$here/items.jsonl"
    node "$here/reference.cjs" --lists "$styles" "$modules/node_modules" \
        3 40 >"$here/lists.jsonl"
else
    items=$(mktemp)
    trap 'rm -f "$items"' EXIT
    node "$here/reference.cjs" "$styles" "$modules/node_modules" \
        "$2" "$3" >"$items"
    "$4" "$items" 10
fi
