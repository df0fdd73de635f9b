#!/bin/bash
# `tlexdr links` against a host that is slow, redirects in a circle, answers
# HEAD otherwise than GET, sends 50 MB and breaks TLS; and what pages then say.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"
build=$top_builddir
. "$top_srcdir/nginx/site.sh"

mkdir "$folder/host" && cd "$folder/host" || exit 1
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
    -days 2 -subj /CN=localhost 2>/dev/null
truncate -s 50M big

# odd_host PORT TLS-PORT: its configuration.
odd_host() {
    [ "$(id -u)" -ne 0 ] || echo 'user root;'
    cat <<END
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log;
events { }
http {
    log_format line '\$request_method \$uri \$body_bytes_sent \$msec'
        ' \$request_time';
    access_log access.log line;
    client_body_temp_path t; fastcgi_temp_path t; proxy_temp_path t;
    scgi_temp_path t; uwsgi_temp_path t;
    limit_req_zone \$server_name zone=slow:64k rate=1r/m;
    limit_req_zone \$server_name zone=paced:64k rate=20r/s;
    server {
        listen 127.0.0.1:$1;
        server_name odd;
        root .;
        location = /good { return 200 good; }
        location = /none { return 404; }
        location = /gone { return 410; }
        location = /fails { return 503; }
        location = /leads-on { return 301 /good; }
        location = /circle { return 302 /circle; }
        location = /elsewhere { return 302 ftp://127.0.0.1/; }
        location = /head-refused {
            if (\$request_method = HEAD) { return 405; }
            return 200 good;
        }
        location = /head-only {
            if (\$request_method = HEAD) { return 200; }
            return 404;
        }
        location = /big { limit_rate 4m; }
        location = /slow { limit_req zone=slow burst=9; try_files /none =404; }
        location /paced/ {
            limit_req zone=paced burst=99;
            try_files /cert.pem =404;
        }
    }
    server {
        listen 127.0.0.1:$2 ssl;
        ssl_certificate cert.pem;
        ssl_certificate_key key.pem;
        return 200 good;
    }
}
END
}

start_host() {
    for port in $(shuf -n 5 -i 10240-32766); do
        odd_host "$port" $((port + 1)) >nginx.conf
        site_folder=$PWD
        site_serve 2>>start.log && return
    done
    cat start.log >&2
    return 1
}
start_host || exit 1
trap 'site_stop; rm -rf "$folder"' EXIT
host=http://127.0.0.1:$port

# references ADDRESS...: a document's list of them.
references() {
    printf '"references": [{"title": "No address"}'
    printf ', {"title": "A", "url": "%s"}' "$@"
    printf ']'
}

site
document a.json a "$(references "$host"/{good,none,gone,fails,leads-on} \
    "$host"/{circle,elsewhere,head-refused,head-only,big,slow} \
    "https://127.0.0.1:$((port + 1))/" "https://127.0.0.1:$port/")"
document b.json b "$(references "$host"/{good,paced/{1,2,3,4,5,6,7,8}})"

links() {
    "$tlexdr" links "$@" "$data" >"$folder/out" 2>"$folder/err"
    status=$?
    last=$(tail -n 1 "$folder/out")
}

# outcome PATH: its state and status in links.json.
outcome() {
    sed -n "s|^,\{0,1\}\"$1\":{\"state\":\"\([a-z]*\)\",\
\(\"status\":\([0-9]*\),\)\{0,1\}.*|\1 \3|p" "$data/links.json"
}

links
is 'networks of our own are not asked' \
    'asked 21, ok 0, gone 0, no answer that tells 21, fresh 0' "$last"
is 'nothing came to the host' 0 "$(wc -l <access.log)"
check 'it says why' grep -q \
    'a.json: /references/1/url: warning: no answer: .*private' "$folder/err"

curl -s "$host/slow" >/dev/null # the next one waits for a minute
links --private --timeout 3
is 'it ends well' 0 "$status"
is 'each is asked once' \
    'asked 21, ok 12, gone 3, no answer that tells 6, fresh 0' "$last"
is 'a page is there' 'ok 200' "$(outcome "$host/good")"
is '404 is gone' 'gone 404' "$(outcome "$host/none")"
is '410 is gone' 'gone 410' "$(outcome "$host/gone")"
is '503 tells nothing' 'unchecked 503' "$(outcome "$host/fails")"
is 'a redirect is followed' 'ok 200' "$(outcome "$host/leads-on")"
is 'a circle ends' 'unchecked ' "$(outcome "$host/circle")"
is 'none leads out of HTTP' 'unchecked ' "$(outcome "$host/elsewhere")"
is 'GET decides where HEAD is refused' 'ok 200' \
    "$(outcome "$host/head-refused")"
is 'GET decides where HEAD promises' 'gone 404' "$(outcome "$host/head-only")"
is '50 MB are there' 'ok 200' "$(outcome "$host/big")"
check 'and are not fetched' awk '
    $1 == "GET" && $2 == "/big" && $3 < 2000000 { few = 1 }
    END { exit !few }' access.log
is 'a slow one is given up' 'unchecked ' "$(outcome "$host/slow")"
is 'a certificate of nobody tells nothing' 'unchecked ' \
    "$(outcome "https://127.0.0.1:$((port + 1))/")"
is 'nor does TLS that is none' 'unchecked ' \
    "$(outcome "https://127.0.0.1:$port/")"
is 'what waits for its host is asked too' 8 \
    "$(grep -c '/paced/.*"ok","status":200' "$data/links.json")"
is 'no more than two are asked of a host at once' 2 "$(
    awk '$1 != "-" { printf "%.3f 1\n%.3f -1\n", $4 - $5, $4 }' access.log |
        sort -k1,1n -k2,2n | awk '
            { now += $2; if (now > most) most = now }
            END { print most }')"

before=$(grep -c ' /good ' access.log)
links --private --timeout 1
is 'fresh answers are not asked for again' \
    'asked 6, ok 0, gone 0, no answer that tells 6, fresh 15' "$last"
is 'the host saw none of them' "$before" "$(grep -c ' /good ' access.log)"

# --- What pages say

day=$(date -u +%Y-%m-%d)
compile
is 'it compiles' 0 "$status"
says() {
    "$tlexdr" render "$store" "$2" >"$folder/page"
    check "$1" grep -q -e "$3" "$folder/page"
}
says 'the page tells which resolve' /episodes/a \
    "resolves, checked on <time datetime=\"$day\">"
says 'which are gone' /episodes/a "gone, checked on <time datetime=\"$day\">"
says 'and which were not checked' /episodes/a 'not checked'
says 'and counts them' /episodes/a \
    'Of the references, 4 of 14 lead to an address that resolves, 3 to one'
says 'so do the other forms' /episodes/a.md "gone, checked on $day"
says 'verify.json' /episodes/a/verify.json \
    "\"state\":\"gone\",\"status\":410,\"checked\":\"$day\""
says 'verify.json, unchecked' /episodes/a/verify.json \
    '"state":"unchecked","status":null,"checked":null'

sed 's/"checked":"[0-9-]*"/"checked":"2020-02-29"/' "$data/links.json" \
    >"$folder/old" && mv "$folder/old" "$data/links.json"
publishes 'new answers change pages, and no document' '0: 0 2 0 0'
says 'the page has the new day' /episodes/a '<time datetime="2020-02-29">'
publishes 'nothing changes without' '0: 0 2 0 0'

# --- Old answers, and bad files

links --private --timeout 1
is 'old answers are asked for again' \
    'asked 21, ok 12, gone 3, no answer that tells 6, fresh 0' "$last"
site_stop
sed -i 's/"checked":"[0-9-]*"/"checked":"2020-02-29"/' "$data/links.json"
links --private --timeout 1
is 'where nobody answers' \
    'asked 21, ok 0, gone 0, no answer that tells 21, fresh 0' "$last"
check 'what was known stays, with its day' grep -q \
    "\"$host/good\":{\"state\":\"ok\",\"status\":200,\"checked\":\"2020-02-29\"" \
    "$data/links.json"

echo '{"x": {"state": "fine"}, "y":' >"$data/links.json"
publishes 'a bad links.json stops no publishing' '0: 0 2 0 0'
complains 'it is named, with the place' 'data/links.json:2:1: '
complains 'and what follows' 'data/links.json: warning: not used'
says 'nothing is called checked then' /episodes/a \
    'References have not been checked'
cp "$data/links.json" "$folder/kept"
links
is 'links leaves it alone, and fails' 1 "$status"
check 'to the byte' cmp "$folder/kept" "$data/links.json"
echo '{"x": {"state": "fine", "checked": "2026-01-01"}}' >"$data/links.json"
compile
complains 'a bad entry is named' 'links.json: /x: must be an object with a'

finish
