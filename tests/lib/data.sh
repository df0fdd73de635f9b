# shellcheck shell=sh
# data.sh - data folders of a test's own, and what compile makes of them; to
# be sourced after tap.sh.
#
#   folder                   made anew, gone with the script, whose EXIT trap
#                            this takes
#   data, store              folders in it
#   site [ADDRESS]           writes site.json, with that base_url
#   document FILE SLUG [JSON]
#                            writes episodes/FILE; JSON is what the document
#                            has besides: '"number": 3'
#   compile [OPTION...]      compiles data into store; sets status and last,
#                            the last line; $folder/err holds stderr
#   publishes NAME WANT      compiles; WANT is "STATUS: A B C D", the counts
#   complains NAME PATTERN   whether the last compile's stderr has such a line
#   header PATH [FIELD]      a field of what a GET answers, or its status
#   title SLUG               of an episode in the store, or its status
#
# Reads top_builddir.

tlexdr=$top_builddir/tlexdr
folder=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-test.XXXXXX")
data=$folder/data
store=$folder/store
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
mkdir -p "$data/episodes"

site() {
    echo "{\"name\": \"Test\", \"base_url\": \"${1-https://t.example}\"," \
        '"show": {"name": "The Test Show"}}' >"$data/site.json"
}

document() {
    mkdir -p "$(dirname "$data/episodes/$1")"
    echo "{\"slug\": \"$2\", \"title\": \"Title of $2\"," \
        "\"people\": [{\"name\": \"Ada Host\"}]${3+, $3}}" \
        >"$data/episodes/$1"
}

# shellcheck disable=SC2120 # options are for the scripts
compile() {
    "$tlexdr" compile -o "$store" "$@" "$data" >"$folder/out" 2>"$folder/err"
    status=$?
    last=$(tail -n 1 "$folder/out")
}

publishes() {
    compile
    is "$1" "$2" "$status:$(echo "$last" | sed 's/[^0-9]\{1,\}/ /g')"
}

complains() {
    check "$1" grep -q -e "$2" "$folder/err"
    [ -z "${tap_output}" ] || tap_note "$(cat "$folder/err")"
}

header() {
    "$tlexdr" render "$store" "$1" --head | tr -d '\r' |
        awk -v name="${2-Status}:" '
            $0 == "" { exit }
            $1 == name { print substr($0, length(name) + 2); exit }'
}

title() {
    if "$tlexdr" render "$store" "/episodes/$1.json" >"$folder/json"; then
        sed 's/.*"title": *"\([^"]*\)".*/\1/; q' "$folder/json"
    else
        header "/episodes/$1.json"
    fi
}
