#!/bin/bash
# The module inside a real nginx, as nginx's users know their modules.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"
LC_ALL=C
export LC_ALL

slug=keyu-jin-chinas-economy-tariffs-trade-trump-communism-and-capitalism
data=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-data.XXXXXX")
trap 'rm -rf "$data"' EXIT
cp -r "$top_srcdir/data/." "$data"
document=$(grep -rl "\"slug\": *\"$slug\"" "$data/episodes")

# A second server, at a socket, with what others do around a location.
# shellcheck disable=SC2034 # site.sh reads it
site_level=notice
site_block=tlexdr-module.conf
site_extra='
log_format generation "$status $tlexdr_generation $sent_http_etag $request_uri";
limit_req_zone $host zone=few:64k rate=1r/m;
server {
    listen unix:more.sock;
    access_log generation.log generation;
    location / { tlexdr store; }
    location /limited/ {
        limit_req zone=few burst=1 nodelay;
        limit_req_status 429;
        rewrite ^/limited(/.*) $1 break;
        tlexdr store;
    }
    location /open/ {
        auth_request /robots.txt;
        rewrite ^/open(/.*) $1 break;
        tlexdr store;
    }
    location /shut/ {
        auth_request /guard;
        rewrite ^/shut(/.*) $1 break;
        tlexdr store;
    }
    location = /guard { internal; return 403; }
    location /parts/ { ssi on; root .; default_type text/html; }
    location /read-only/ {
        limit_except GET { deny all; }
        rewrite ^/read-only(/.*) $1 break;
        tlexdr store;
    }
    location /before/ {
        proxy_pass http://unix:else.sock;
        rewrite ^/before(/.*) $1 break;
        tlexdr store;
    }
    location /behind/ {
        if ($arg_then) { set $then $arg_then; }
        rewrite ^/behind(/.*) $1 break;
        tlexdr store;
        proxy_pass http://unix:else.sock;
    }
    location /instead/ {
        if ($arg_own) { tlexdr store; }
        rewrite ^/instead(/.*) $1 break;
        tlexdr empty;
        proxy_pass http://unix:else.sock;
    }
    location /aside/ {
        if ($arg_own) { tlexdr store; }
        rewrite ^/aside(/.*) $1 break;
        proxy_pass http://unix:else.sock;
    }
    location /sometimes/ {
        if ($arg_else) { proxy_pass http://unix:else.sock; }
        rewrite ^/sometimes(/.*) $1 break;
        tlexdr store;
    }
    location /empty/ { rewrite ^/empty(/.*) $1 break; tlexdr empty; }
}
server {
    listen unix:else.sock;
    return 409;
}
server {
    listen unix:h2.sock http2;
    location / { tlexdr store; }
}'
start_site "$data" || exit 1
trap 'site_stop; rm -rf "$SITE" "$data"' EXIT
cd "$SITE" || exit 1

# ask PATH [OPTION...]: curl's status; the answer in head and body
ask() {
    local path=$1
    shift
    : >body
    curl -s --path-as-is --max-time 20 -o body -D head -w '%{http_code}' \
        "$@" "$URL$path"
}

# more PATH [OPTION...]: the same of the second server.
more() {
    ask "$@" --unix-socket more.sock
}

field() {
    tr -d '\r' <./head | sed -n "s/^$1: *//Ip"
}

# until_true COMMAND...: within ten seconds.
until_true() {
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        "$@" && return
        sleep 0.1
    done
    return 1
}

logged() {
    grep -q "$1" error.log
}

publish() {
    sed -i "s/\"title\": *\"Keyu[^\"]*\"/\"title\": \"Keyu $1\"/" "$document"
    "$build/tlexdr" compile -q -o store "$data" >compile.log 2>&1
}

shows() {
    [ "$(ask "/episodes/$slug")" = 200 ] && grep -q "Keyu $1<" body
}

generation_of() {
    "$build/tlexdr" render "$1" /healthz.json |
        sed 's/.*"generation":"\([0-9a-f]*\)".*/\1/'
}

printed() {
    "$build/tlexdr" render store "$@"
}

# --- Bytes

is 'a page is there' 200 "$(ask "/episodes/$slug")"
printed "/episodes/$slug" >want
check 'its bytes are those that tlexdr render prints' cmp want body
is 'packed too' 200 "$(ask "/episodes/$slug" -H 'Accept-Encoding: gzip')"
tag=$(field ETag)
printed "/episodes/$slug" --accept-encoding gzip >want
check 'with those bytes' cmp want body
is 'its tag gives 304' 304 "$(ask "/episodes/$slug" \
    -H 'Accept-Encoding: gzip' -H "If-None-Match: $tag")"
is 'a date gives none' 200 "$(ask "/episodes/$slug" \
    -H 'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT')"
is 'ranges are not made' 200 "$(ask "/episodes/$slug" -H 'Range: bytes=0-9')"
is 'POST goes on to the worker' 405 "$(ask "/episodes/$slug" -X POST)"
is 'a body that comes with GET is thrown away' '200 200' "$(
    head -c 60000 /dev/zero | tr '\0' a >body.sent
    curl -s -X GET -d @body.sent -o body -o body -w '%{http_code}\n' \
        "$URL/about" "$URL/about" | xargs)"

# --- Connections

{
    for path in /about "/episodes/$slug" /nowhere /robots.txt; do
        printf 'GET %s HTTP/1.1\r\nHost: a\r\n\r\n' "$path"
    done
    printf 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
} >pipeline
exec 3<>"/dev/tcp/127.0.0.1/${URL##*:}"
cat pipeline >&3
cat <&3 >answers
exec 3>&-
is 'requests in one go are answered in order' '200 200 404 200 200' \
    "$(tr -d '\r' <answers | sed -n 's|^.*HTTP/1.1 \([0-9]*\) .*|\1|p' | xargs)"
is 'and nothing comes behind the last head' '\r\n\r\n' \
    "$(tail -c 4 answers | od -An -c | tr -d ' ')"

length=$(printed /about | wc -c)
h2load -n 1000 -c 4 -m 25 --base-uri="unix:$SITE/h2.sock" \
    http://localhost/about >h2.log 2>&1
is 'HTTP/2 answers many at once' '1000 succeeded' \
    "$(grep -o '[0-9]* succeeded' h2.log)"
is 'and each in whole' "($((1000 * length))) data" \
    "$(grep -o '([0-9]*) data' h2.log)"
is 'HTTP/2 has the bytes' 200 "$(curl -sS --http2-prior-knowledge \
    --unix-socket h2.sock -o body -w '%{http_code}' "$URL/about")"
printed /about >want
check 'of HTTP/1' cmp want body
is 'HTTP/2 and HEAD' '200 0' "$(curl -sS --head --http2-prior-knowledge \
    --unix-socket h2.sock -o head -w '%{http_code} %{size_download}' \
    "$URL/about")"

# --- Phases before, filters behind

is 'limit_req lets some through' '200 200 429' \
    "$(more /limited/about) $(more /limited/about) $(more /limited/about)"
is 'auth_request may ask the module' 200 "$(more /open/about)"
check 'and the answer is whole' cmp want body
is 'HEAD behind auth_request' 200 "$(more /open/about --head)"
is 'auth_request may refuse' 403 "$(more /shut/about)"
is 'limit_except leaves the module' '200 403' \
    "$(more /read-only/about) $(more /read-only/about -X POST)"
for place in before behind; do
    is "a proxy_pass $place it has all but GET and HEAD" '200 200 409 409' \
        "$(more /$place/about) $(more /$place/about --head) $(
            more /$place/about -X POST -d a=b) $(more /$place/about -X PUT)"
done
is 'also from within an if' '200 409' \
    "$(more '/behind/about?then=1') $(more '/behind/about?then=1' -X POST)"
for place in instead aside; do
    is "an if with a store of its own has the proxy_pass $place too" \
        '200 409' "$(more "/$place/about?own=1") $(
            more "/$place/about?own=1" -X POST)"
done
is 'an if may go elsewhere' '200 409' \
    "$(more /sometimes/about) $(more '/sometimes/about?else=1')"
mkdir parts
echo '<p>[<!--# include virtual="/robots.txt" -->]</p>' >parts/one.html
printed /robots.txt >robots
{
    printf '<p>['
    cat robots
    echo ']</p>'
} >want
more /robots.txt >/dev/null
is 'SSI may include an answer' 200 "$(more /parts/one.html \
    -H 'Accept-Encoding: gzip' -H "If-None-Match: $(field ETag)")"
check 'unpacked and unconditional' cmp want body

# --- Log

: >generation.log
more /about >/dev/null
more /nowhere >/dev/null
more /about --head -H 'Accept-Encoding: gzip' >/dev/null
generation=$(generation_of store)
tag=$(printed /about --head | tr -d '\r' | sed -n 's/^ETag: "\(.*\)"/\1/p')
is 'the log has generation and header fields' \
    "200 $generation \\x22$tag\\x22 /about
404 $generation - /nowhere
200 $generation \\x22$tag-gz\\x22 /about" "$(cat generation.log)"

# --- Stores that come and go

is 'a store that is yet to come is 503' 503 "$(more /empty/about)"
check 'and an error in the log' logged \
    '\[error\].*empty/data.mdb: no store there'
"$build/tlexdr" compile -q -o empty "$data" >compile.log
there() { [ "$(more /empty/about)" = 200 ]; }
check 'it is served once it came' until_true there

# Each request on a connection of its own: on one that is kept, nginx's own
# closing crosses with the next request now and then.
load() {
    wrk -t1 -c8 -d600s -H 'Connection: close' "$URL/episodes/$slug" >wrk.log &
    wrk_pid=$!
}

end_load() {
    kill -INT $wrk_pid
    wait $wrk_pid
    check "$1: hundreds of requests" \
        awk '/requests in/ { exit $1 < 300 }' wrk.log
    empty "$1: none failed" "$(grep -E 'Non-2xx|Socket errors' wrk.log)"
}

load
unpublished=0
for round in {1..50}; do
    publish "$round" || unpublished=$((unpublished + 1))
done
is 'fifty publishes under load' 0 $unpublished
check 'the last is served without a reload' until_true shows 50
end_load publishing
check 'a generation is a notice in the log' \
    logged "\\[notice\\].*tlexdr: generation $(generation_of store) of"

# The quickest of five, since this machine may have other things to do.
for round in {51..55}; do
    publish "$round"
    since=$(date +%s%3N)
    until_true shows "$round"
    echo $(($(date +%s%3N) - since))
done | sort -n >delays
check 'a generation is served within a second' test "$(head -n 1 delays)" -le 1000
tap_note "milliseconds: $(xargs <delays)"

load
for round in {1..5}; do
    before=$(pgrep -P $nginx_pid | xargs)
    kill -HUP $nginx_pid
    # shellcheck disable=SC2086 # a list of words
    gone() { ! kill -0 ${before%% *} 2>/dev/null; }
    until_true gone || echo "the worker process before reload $round stays"
done >stayed
end_load reloading
empty 'reloads leave no old process' "$(cat stayed)"

# A binary upgrade is for an nginx that is no child of anybody's. It runs
# itself again by the name that it was started by.
PATH=$PATH:/usr/sbin:/sbin
ln -s "$(command -v nginx)" nginx
sed -e 's/^daemon off/daemon on/' -e 's/^pid nginx/pid upgraded/' \
    -e 's/\(more\|else\|h2\)\.sock/upgraded-&/' nginx.conf >upgraded.conf
for port in $(shuf -n 5 -i 10240-32767); do
    sed -i "s/127.0.0.1:[0-9]*;/127.0.0.1:$port;/" upgraded.conf
    ./nginx -p . -c upgraded.conf 2>>upgraded.log && break
done
until_true test -s upgraded.pid
old=$(cat upgraded.pid)
upgraded=$old
trap 'kill $upgraded; site_stop; rm -rf "$SITE" "$data"' EXIT
first_url=$URL
URL=http://127.0.0.1:$port
load
at_work() { pgrep -P "$old" >/dev/null; }
until_true at_work # before that, a signal would wait for the next one
kill -USR2 "$old"
check 'a binary upgrade starts a second master' \
    until_true test -e upgraded.pid.oldbin
until_true test -s upgraded.pid
upgraded="$(cat upgraded.pid)"
kill -QUIT "$old"
ended() { ! kill -0 "$old" 2>/dev/null; }
check 'and the first ends' until_true ended
publish 56
check 'the second one sees new generations' until_true shows 56
end_load upgrading
URL=$first_url

# --- What must not happen, and does

head -c 20000 /dev/urandom >noise
mv noise store/data.mdb
check 'a store that is none is a warning' until_true logged \
    '\[warn\].*tlexdr: .*store/data.mdb: .*the generation before goes on'
is 'and it does' 200 "$(ask "/episodes/$slug")"
publish 57
until_true shows 57 # else the one before goes on, whose file is whole

size=$(stat -c %s store/data.mdb)
truncate -s $((size / 2 / 4096 * 4096)) store/data.mdb
unreadable() { [ "$(ask "/episodes/$slug")" = 503 ] && grep -q '<h1>' body; }
check 'a store that was cut is 503, with a page' until_true unreadable
check 'and an error in the log' logged \
    '\[error\].*store/data.mdb: cut short'
publish 58
check 'until the next good one' until_true shows 58

for offset in $(grep -abo 'Keyu 58' store/data.mdb | cut -d: -f1); do
    printf X | dd of=store/data.mdb bs=1 seek="$offset" conv=notrunc 2>/dev/null
done
broken() { [ "$(ask "/episodes/$slug.json")" = 500 ]; }
check 'a damaged record is 500' until_true broken
is 'the others are there' 200 "$(ask /robots.txt)"
check 'the log names its key' logged "\\[error\\].*record .*$slug.*damaged"

# --- nginx -t

# try LINE: what nginx -t says of it in a location
try() {
    printf '%s\n' "load_module $build/nginx/ngx_http_tlexdr_module.so;" \
        'pid try.pid;' 'error_log stderr;' 'events { }' \
        'http { access_log off; server { listen 127.0.0.1:1;' \
        'location / {' "$1" '} } }' >try.conf
    nginx -p . -c try.conf -t 2>&1
    echo "status $?"
}
is 'nginx -t takes a store' 'status 0' "$(try 'tlexdr store;' | tail -n 1)"
is 'one that is not there yet' 'warn status 0' "$(try 'tlexdr absent;' |
    grep -o '\[warn\].*until there is a store\|status .*' |
    sed 's/.*warn.*/warn/' | xargs)"
is 'no file' 'is no folder status 1' \
    "$(try 'tlexdr try.conf;' | grep -o 'is no folder\|status .*' | xargs)"
is 'no variable' 'takes no variables status 1' \
    "$(try 'tlexdr $host;' | grep -o 'takes no variables\|status .*' | xargs)"
is 'no second store' 'is duplicate status 1' \
    "$(try 'tlexdr a; tlexdr b;' | grep -o 'is duplicate\|status .*' | xargs)"

# A process that read the store where it was cut was ended by SIGBUS.
empty 'nginx has met nothing else that is serious' "$(
    grep -E '\[(alert|crit|emerg)\]' error.log | grep -v 'exited on signal 7')"

finish
