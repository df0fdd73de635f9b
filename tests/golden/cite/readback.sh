#!/bin/sh
# Usage: tests/golden/cite/readback.sh [PRINT_CITATIONS]
#
# Writes the golden items as BibTeX, RIS and CSL-JSON with a built
# tests/golden/print_citations (by default the one in $top_builddir) and has
# two independent parsers read each; biber too, where it is installed. TAP.
# Needs Node.js and npm; packages go to build/cite.
set -u

here=$(cd "$(dirname "$0")" && pwd)
print=${1:-${top_builddir:-$here/../../..}/tests/golden/print_citations}
modules=$here/../../../build/cite
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

mkdir -p "$modules"
cp "$here/package.json" "$modules"
npm install --prefix "$modules" --ignore-scripts --no-audit --no-fund \
    --silent >&2 || exit 1

for format in bibtex ris csl; do
    "$print" "$format" <"$here/items.jsonl" >"$work/all.$format" || exit 1
done
node "$here/readback.cjs" "$modules/node_modules" "$here/items.jsonl" \
    "$work/all.bibtex" "$work/all.ris" "$work/all.csl" >"$work/tap"
status=$?
grep -v '^1\.\.' "$work/tap"
number=$(($(grep -c '^\(not \)\{0,1\}ok' "$work/tap") + 1))

if command -v biber >/dev/null; then
    cp "$work/all.bibtex" "$work/all.bib"
    biber --tool --output-directory "$work" "$work/all.bib" >"$work/log" 2>&1
    if grep -E '^(WARN|ERROR)' "$work/log" | sed 's/^/# /' | grep .; then
        echo "not ok $number - biber --tool takes all without a warning"
        status=1
    else
        echo "ok $number - biber --tool takes all without a warning"
    fi
else
    echo "ok $number - biber --tool # SKIP biber is not installed"
fi
echo "1..$number"
exit $status
