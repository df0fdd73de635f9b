#!/bin/bash
# nginx/run: serves, says where, ends what it began, refuses a taken port.
. "$top_srcdir/tests/lib/tap.sh"

folder=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-run.XXXXXX")
runner=
trap '[ -z "$runner" ] || kill "$runner"; rm -rf "$folder"' EXIT
port=$(shuf -n 1 -i 10240-32767)
site=http://127.0.0.1:$port/

# begin [DATA]: nginx/run as a job with a process group of its own, until it says
# where the site is.
begin() {
    local tries
    : >"$folder/out"
    set -m
    PORT=$port "$top_srcdir/nginx/run" "$@" >"$folder/out" 2>&1 </dev/null &
    runner=$!
    set +m
    for ((tries = 0; tries < 3000; tries++)); do
        grep -q "^$site" "$folder/out" && break
        kill -0 $runner 2>/dev/null || break
        sleep 0.1
    done
    said=$(grep -o "^$site" "$folder/out")
}

# end SIGNAL TARGET: sends it; left is the exit status and what still runs.
end() {
    kill -"$1" -- "$2"
    wait "$runner"
    left="$? $(pgrep -g "$runner")"
    runner=
}

status() {
    curl -s -o /dev/null -w '%{http_code}' "$site"
}

begin
is 'it prints the address' "$site" "$said"
[ -n "$said" ] || tap_note "$(cat "$folder/out")"
is 'the site is there' 200 "$(status)"
is 'a second one on the port says that it is taken' 1 \
    "$(PORT=$port "$top_srcdir/nginx/run" 2>&1 | grep -c "$port is taken")"
is 'and leaves the first alone' 200 "$(status)"
end INT "-$runner"
is 'Ctrl-C ends all of it' '0 ' "$left"
begin
is 'it starts again' "$site" "$said"
end TERM "$runner"
is 'TERM ends all of it' '0 ' "$left"
begin
worker=$(pgrep -g "$runner" tlexdr-fcgi)
end KILL "$worker"
is 'where the worker dies, it ends and says so' '1 ' "$left"
cp -r "$top_srcdir/data" "$folder/data"
chmod -R u+w "$folder/data"
slug=$(sed -n 's/^  "slug": "\(.*\)",/\1/p' \
    "$folder/data/episodes/ishbel-rendall.json")
page=${site}episodes/$slug
begin "$folder/data"
is "one's own folder is served" "$site" "$said"

# shows TEXT: the page has it, within some seconds.
shows() {
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        curl -s "$page" | grep -q "$1" && return
        sleep 0.1
    done
    return 1
}

sed -i 's/"title": "/&Saved: /' "$folder/data/episodes/ishbel-rendall.json"
check 'what is saved is served' shows 'Saved: '
echo '{' >"$folder/data/episodes/ishbel-rendall.json"
for ((tries = 0; tries < 100; tries++)); do
    grep -q 'ishbel-rendall.json:2:1: ' "$folder/out" && break
    sleep 0.1
done
is 'what is rejected is named' 1 \
    "$(grep -c 'ishbel-rendall.json:2:1: ' "$folder/out")"
check 'and its page stays' shows 'Saved: '
end INT "-$runner"
is 'Ctrl-C ends the watch too' '0 ' "$left"
mkdir "$folder/other" "$folder/other/episodes"
echo '{"name": "Other", "base_url": "https://other.example/notes",
    "show": {"name": "Other"}}' >"$folder/other/site.json"
cp "$folder/data/episodes/ishbel-rendall.json" "$folder/other/episodes"
site=${site}notes/
begin "$folder/other"
is 'it says where a site with a path lies' "$site" "$said"
is 'and there it is' 200 "$(status)"
is 'what another folder published is not served' 404 \
    "$(curl -s -o /dev/null -w '%{http_code}' "${site}episodes/$slug")"
end INT "-$runner"
is 'no port is refused with words' 1 \
    "$(PORT=99999 "$top_srcdir/nginx/run" 2>&1 | grep -c 'is no port')"
is 'no data is refused with words' 1 \
    "$("$top_srcdir/nginx/run" /nowhere 2>&1 | grep -c 'no data folder')"

finish
