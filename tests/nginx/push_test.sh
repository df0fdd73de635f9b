#!/bin/bash
# Two stores and two workers behind one nginx, as README.md says: nginx/push
# brings them generation after generation, one worker is stopped and comes
# back, and no request fails.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"

slug=keyu-jin-chinas-economy-tariffs-trade-trump-communism-and-capitalism
client=$build/tests/faults/fcgi_client
SITE=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-push.XXXXXX")
data=$SITE/data
export TLEXDR_STORE=$SITE/store
declare -A pid address
trap 'worker_pid=${pid[*]}; site_stop; rm -rf "$SITE"' EXIT
check 'the client is built' make -s -C "$build" tests/faults/fcgi_client
cp -r "$top_srcdir/data" "$data"
chmod -R u+w "$data"
document=$(grep -rl "\"slug\": *\"$slug\"" "$data/episodes")

# publish NUMBER: with a title of its own, and a line more in a transcript, so
# that the corpus is another one too.
publish() {
    printf '\n\n09:00:%02d.000 --> 09:00:%02d.900\nAnd so on.\n' "$1" "$1" \
        >>"$data/episodes/transcripts/ishbel-rendall.vtt"
    sed -i "s/\"title\": *\"Keyu[^\"]*\"/\"title\": \"Keyu $1\"/" "$document"
    "$build/tlexdr" compile -q -o "$TLEXDR_STORE" "$data"
}

push() {
    "$top_srcdir/nginx/push" "$@"
}

# begin NAME: the worker of the store of that name, until it listens.
begin() {
    "$build/tlexdr-fcgi" --store "$SITE/$1" --listen "${address[$1]}" \
        2>>"$SITE/$1.log" &
    pid[$1]=$!
    for ((tries = 0; tries < 100; tries++)); do
        (exec 3<>"/dev/tcp/${address[$1]/://}") 2>/dev/null && return
        sleep 0.05
    done
    return 1
}

# end NAME: in order.
end() {
    kill -TERM "${pid[$1]}"
    wait "${pid[$1]}"
}

# asked NAME: the page, of the worker itself.
asked() {
    "$client" "${address[$1]}" REQUEST_METHOD=GET "REQUEST_URI=/episodes/$slug"
}

shows() {
    for ((tries = 0; tries < 40; tries++)); do
        asked "$1" | grep -q "Keyu $2<" && return
        sleep 0.1
    done
    return 1
}

# --- The order of things

mkdir "$SITE/store"
publish 0 >"$SITE/compile.log"
corpus=$(cd "$SITE/store" && echo corpus-*.mdb)
echo cut >"$SITE/store/data.mdb.new"
mkdir "$SITE/a"
echo old | tee "$SITE/a/corpus-old.mdb" >"$SITE/a/data.mdb"
check 'it is pushed' strace -f -qq -o "$SITE/trace" \
    -e trace=rename,renameat,renameat2,unlink,unlinkat "$top/nginx/push" \
    "$SITE/a" "$SITE/b"
is 'the corpus comes first, then data.mdb, and the old corpus goes last' \
    "$corpus data.mdb corpus-old.mdb" \
    "$(sed -n 's/.*rename[a-z0-9]*(.*"\([^"]*\)".*/\1/p
        s/.*unlink[a-z]*(.*"\(corpus-old.mdb\)".*/\1/p' "$SITE/trace" |
        head -n 3 | xargs)"
is 'what a compile left half done stays here' "$corpus data.mdb" \
    "$(cd "$SITE/a" && echo *)"
is 'a folder that was not there is for all to read' '755 644' \
    "$(stat -c %a "$SITE/b" "$SITE/b/data.mdb" | xargs)"
is 'nothing else is left' "$corpus data.mdb data.mdb.new" \
    "$(cd "$SITE/store" && find . -mindepth 1 -printf '%P\n' | sort | xargs)"
rm "$SITE/store/data.mdb.new"
flock "$SITE/store" timeout 1 "$top/nginx/push" "$SITE/a" 2>"$SITE/push.log"
is 'it waits while a compile is at work' 124 $?
cp "$SITE/store/data.mdb" "$SITE/published"
for second in 1.1 1.2; do
    echo $second >"$SITE/store/data.mdb"
    touch -d @$second "$SITE/store/data.mdb"
    push "$SITE/a"
done
is 'a store of the same size and second is another one' 1.2 \
    "$(cat "$SITE/a/data.mdb")"
cp "$SITE/published" "$SITE/store/data.mdb" # a has no store that opens yet

# --- nginx, by the lines that README.md shows

mapfile -t ports < <(shuf -n 3 -i 10240-32767)
address=([a]=127.0.0.1:${ports[0]} [b]=127.0.0.1:${ports[1]})
shown() {
    sed -n "s/^    //; $1" "$top/README.md" |
        sed "s/10.0.0.2:9000/${address[a]}/; s/10.0.0.3:9000/${address[b]}/"
}
# shellcheck disable=SC2034 # site.sh reads it
site_extra="$(shown '/^upstream tlexdr {/,/^}/p')
    log_format upstream '\$status \$upstream_addr';
    access_log upstream.log upstream;"
pass=$(shown '/^fastcgi_pass tlexdr;/,/^$/p' | xargs)
site_folder=$SITE site_store='' site_port=${ports[2]}
site_configure | sed "s|fastcgi_pass .*|$pass|" >"$SITE/nginx.conf"
check 'README.md shows how' grep -q 'fastcgi_next_upstream' "$SITE/nginx.conf"
check 'nginx -t takes it' env PATH="$PATH:/usr/sbin" nginx -t -p "$SITE" \
    -c nginx.conf
rm -f "$SITE/nginx.pid"
begin a && begin b && site_serve || exit 1
url=http://127.0.0.1:$site_port

# nginx leaves a host out for five seconds once it has failed.
in_use() {
    for ((tries = 0; tries < 100; tries++)); do
        curl -s -o "$SITE/page" "$url/"
        tail -n 1 "$SITE/upstream.log" | grep -q "${address[a]}\$" && return
        sleep 0.1
    done
    return 1
}

# statuses PATH: of twenty requests, one after the other.
statuses() {
    for ((i = 0; i < 20; i++)); do
        curl -s -o /dev/null -w '%{http_code}\n' "$url$1"
    done | sort | uniq -c | xargs
}

is 'a host without a store is left out' '20 200' "$(statuses /)"
check 'it is pushed to both' push "$SITE/a" "$SITE/b"
check 'and the host is in use again' in_use

# --- Ten generations

# Each request on a connection of its own, as in module_test.sh.
: >"$SITE/upstream.log"
wrk -t1 -c8 -d600s -H 'Connection: close' "$url/episodes/$slug" \
    >"$SITE/wrk.log" &
wrk_pid=$!
unpublished=0
for ((number = 1; number <= 10; number++)); do
    publish $number && push "$SITE/a" "$SITE/b" ||
        unpublished=$((unpublished + 1))
    case $number in
    3) end a || unpublished=$((unpublished + 1)) ;;
    6) begin a || unpublished=$((unpublished + 1)) ;;
    esac
    sleep 0.3
done >>"$SITE/compile.log" 2>&1
check 'the tenth is at both' shows a 10
check 'and there' shows b 10
check 'the one that was away is in use again' in_use
kill -INT $wrk_pid
wait $wrk_pid

is 'ten times it was published and pushed' 0 $unpublished
empty 'both have what was published' "$(diff -r "$SITE/store" "$SITE/a"
    diff -r "$SITE/store" "$SITE/b")"
check 'wrk asked hundreds of times' \
    awk '/requests in/ { exit $1 < 300 }' "$SITE/wrk.log"
empty 'no request failed' "$(grep -E 'Non-2xx|Socket errors' "$SITE/wrk.log")"
for name in a b; do
    check "worker $name answered" \
        test "$(grep -c " ${address[$name]}\$" "$SITE/upstream.log")" -gt 100
    empty "worker $name saw nothing wrong" \
        "$(grep -iE 'error|fault|damaged|corpus' "$SITE/$name.log")"
done
check 'some requests went on from the one that was away' \
    grep -q "^200 ${address[a]}, ${address[b]}" "$SITE/upstream.log"

# --- Between two pushes

cat >"$data/episodes/late.json" <<'END'
{"slug": "late", "title": "Come late", "people": []}
END
publish 11 >>"$SITE/compile.log"
push "$SITE/b"
shows b 11
check 'both are in use' in_use
is 'what one host has is there' '20 200' "$(statuses /episodes/late)"
is 'what none has is 404' 404 \
    "$(curl -s -o /dev/null -w '%{http_code}' "$url/episodes/none")"

empty 'nginx has met nothing serious' \
    "$(grep -E '\[(alert|crit|emerg)\]' "$SITE/error.log")"

finish
