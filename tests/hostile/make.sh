#!/bin/sh
# Usage: tests/hostile/make.sh FOLDER
#
# Writes extreme documents below FOLDER, the same each time: FOLDER/data is a
# data folder, FOLDER/refused holds documents that must be refused. What they
# are is said in documents.awk.
set -eu

[ $# -eq 1 ] || {
    echo "usage: tests/hostile/make.sh FOLDER" >&2
    exit 2
}
mkdir -p "$1/data/episodes" "$1/refused"
LC_ALL=C ${AWK:-awk} -v folder="$1" -f "$(dirname "$0")/documents.awk"
