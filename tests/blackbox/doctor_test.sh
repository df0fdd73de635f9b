#!/bin/sh
# tlexdr doctor: says what is well, and what is not with what to do.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/worker.sh"

tlexdr=$top_builddir/tlexdr
store=$folder/store
mkdir "$folder/data"
cp -r "$top_srcdir/data/." "$folder/data"
chmod -R u+w "$folder/data"
"$tlexdr" compile -q -o "$store" "$folder/data" >"$folder/said" 2>&1

# doctor ARGUMENT...: sets status; its report is in report.
doctor() {
    "$tlexdr" doctor "$@" >"$folder/report" 2>"$folder/err"
    status=$?
    report=$(cat "$folder/report" "$folder/err")
}

# finds NAME KIND TEXT: a line of the report.
finds() {
    check "$1" grep -q "^$2  *$3" "$folder/report"
    grep -q "^$2  *$3" "$folder/report" || tap_note "$report"
}

# cures NAME: each problem is followed by what to do.
cures() {
    empty "$1: each problem has a cure" "$(awk '
        was && !/^         [^ ]/ { print was }
        { was = /^problem / ? $0 : "" }
        END { if (was) print was }' "$folder/report")"
}

# --- The store alone

doctor "$store"
is 'a good store: 0' 0 "$status"
generation=$("$tlexdr" render "$store" /healthz.json |
    sed 's/.*"generation":"\([^"]*\)".*/\1/')
finds 'its generation' good "store: generation $generation, "
finds 'its kind of machine' good \
    "layout: the store has $(getconf LONG_BIT) bit, .* pages of $(
        getconf PAGESIZE) bytes"
finds 'the space' good 'space: [0-9]* MiB are free'
finds 'the clock' good "clock: $(date -u +%Y-)"
finds 'a host that nobody knows' unknown 'base_url: .*does not know the host'

# Whom folders without modes keep out.
as_other=''
[ "$(id -u)" -ne 0 ] ||
    as_other='setpriv --reuid=65534 --regid=65534 --clear-groups'
cp "$tlexdr" "$folder/doctor"
chmod 755 "$folder"

# barred NAME ARGUMENT...: doctor, asked by one who may not look everywhere.
barred() {
    name=$1
    shift
    $as_other "$folder/doctor" doctor "$@" >"$folder/report" 2>"$folder/err"
    is "$name: 0" 0 $?
    report=$(cat "$folder/report" "$folder/err")
}
chmod 0 "$store"
barred 'a store that one may not look at' "$store"
finds 'which it says' unknown "store: $store.*may not look there.* as root"
chmod 755 "$store"

doctor "$folder/nowhere"
is 'no store: 1' 1 "$status"
finds 'no store' problem 'store: .*no store there'
cures 'no store'
cp -r "$store" "$folder/other"
head -c 20000 /dev/urandom >"$folder/other/data.mdb"
doctor "$folder/other"
is 'noise: 1' 1 "$status"
finds 'noise is named' problem 'store: '

# layout NAME BYTES: a first page that begins so, as printf takes it.
layout() {
    {
        printf "$2"
        head -c 8192 /dev/zero
    } >"$folder/other/data.mdb"
    doctor "$folder/other"
    is "$1: 1" 1 "$status"
    finds "$1" problem "layout: the store has $1"
    cures "$1"
}
zeros='\0\0\0\0\0\0\0\0'
if [ "$(getconf LONG_BIT)" = 64 ]; then
    layout '32 bit, little endian, pages of 16384 bytes' \
        "$zeros"'\0\0\0\0\336\300\357\276\1\0\0\0'"$zeros"'\0\100\0\0'
    layout '64 bit, big endian, pages of 4096 bytes' \
        "$zeros$zeros"'\276\357\300\336\0\0\0\1'"$zeros$zeros"'\0\0\20\0'
else
    skip 'other kinds of machines' 'written for one of 64 bit'
fi

touch -d '2099-01-01' "$store/data.mdb"
doctor "$store"
is 'a clock behind the store: 1' 1 "$status"
finds 'a clock behind the store' problem 'clock: .* before the store'
cures 'a clock behind the store'
touch "$store/data.mdb"

if unshare -rm mount -t tmpfs none "$folder/other" 2>/dev/null; then
    # shellcheck disable=SC2016 # the inner shell's
    unshare -rm sh -c 'mount -t tmpfs -o size=400k none "$1" &&
        cp "$2/data.mdb" "$1" && exec "$3" doctor "$1"' - "$folder/other" \
        "$store" "$tlexdr" >"$folder/report" 2>&1
    is 'a full file system: 1' 1 $?
    finds 'a full file system' problem 'space: 0 MiB are free'
    cures 'a full file system'
else
    skip 'a full file system' 'none can be mounted'
fi

# --- The worker

doctor "$store" --socket "$socket"
is 'no socket: 1' 1 "$status"
finds 'no socket' problem "socket: .*/s: No such file"
cures 'no socket'
: >"$socket"
doctor "$store" --socket "$socket"
finds 'a file is no socket' problem "socket: .*is no socket"
rm "$socket"

start_worker --store "$store"
doctor "$store" --socket "$socket"
finds 'mode and owner of the socket' good 'socket: .*: mode 0660, of user '
finds "the worker has the store's generation" good \
    "worker: serves generation $generation"
cures 'a worker'
chmod 0 "$store"
[ -z "$as_other" ] || chgrp 65534 "$socket"
$as_other "$folder/doctor" doctor "$store" --socket "$socket" \
    >"$folder/report" 2>&1
finds 'a worker of a store that one may not look at' unknown \
    'worker: answers, but the store is not known'
chmod 755 "$store"
mkdir -m 0 "$folder/hidden"
barred 'a socket that one may not look at' "$store" --socket \
    "$folder/hidden/s"
finds 'which it says' unknown "socket: $folder/hidden/s: you may not look"
kill -STOP "$worker_pid"
doctor "$store" --socket "$socket"
kill -CONT "$worker_pid"
is 'a worker that hangs: 1' 1 "$status"
finds 'a worker that hangs' problem 'worker: no answer: .*within 3 seconds'
finds 'what to do with it' '' 'it hangs or is overloaded: '
cures 'a worker that hangs'
doctor "$store" --socket "unix:$socket"
finds 'the socket as the worker names it' good 'worker: serves generation '

# Who nginx runs as, by what doctor says.
visitor=$(sed -n 's/^[a-z]*  *socket: \([^ ]*\), who nginx runs as.*/\1/p' \
    "$folder/report")
if [ "$(id -u)" -eq 0 ] && [ -n "$visitor" ] && [ "$visitor" != root ]; then
    chmod 755 "$folder"
    chgrp 0 "$socket"
    doctor "$store" --socket "$socket"
    is 'a socket of another group: 1' 1 "$status"
    finds 'a socket of another group' problem "socket: $visitor, .* connect"
    cures 'a socket of another group'
    chgrp "$(id -g "$visitor")" "$socket"
    doctor "$store" --socket "$socket"
    is "a socket of nginx's group: 0" 0 "$status"
    finds "a socket of nginx's group" good "socket: $visitor, .* may connect"
    chmod 700 "$folder"
    doctor "$store" --socket "$socket"
    finds "a folder that nginx can't pass" problem \
        "socket: $visitor, .*can't pass the folder $folder\$"
    cures "a folder that nginx can't pass"
    chmod 755 "$folder"
else
    skip "nginx's user" 'only root can give a file away'
fi
if [ -n "$as_other" ]; then
    chgrp 0 "$socket"
    $as_other "$folder/doctor" doctor "$store" --socket "$socket" \
        >"$folder/report"
    finds 'a socket that one may not connect to' unknown \
        "worker: $socket: you may not look there"
else
    skip 'a socket that one may not connect to' 'only root has others'
fi
chmod 666 "$socket"
doctor "$store" --socket "$socket"
is 'a socket for everybody: 1' 1 "$status"
finds 'a socket for everybody' problem 'socket: .*mode 0666.*everybody'
cures 'a socket for everybody'
chmod 660 "$socket"

sed -i 's/"name": "/&Other /' "$folder/data/site.json"
"$tlexdr" compile -q -o "$folder/second" "$folder/data" >"$folder/said" 2>&1
doctor "$folder/second" --socket "$socket"
is 'a worker of another store: 1' 1 "$status"
finds 'a worker of another store' problem 'worker: .*not the store'
cures 'a worker of another store'
kill -KILL "$worker_pid"
wait "$worker_pid" 2>/dev/null
doctor "$store" --socket "$socket"
is 'a dead worker: 1' 1 "$status"
finds 'a dead worker' problem 'worker: no answer: Connection refused'
cures 'a dead worker'

mkdir "$folder/empty"
rm "$socket"
start_worker --store "$folder/empty"
doctor "$store" --socket "$socket"
finds 'a worker without a store' problem 'worker: answers 503'
stop_worker

# Programs of another version: copies that say so.
renderer=$("$tlexdr" render "$store" /healthz.json |
    sed 's/.*"renderer":"\([^"]*\)".*/\1/')
for program in tlexdr tlexdr-fcgi; do
    LC_ALL=C sed "s/$renderer/0123456789abcdef/g" "$top_builddir/$program" \
        >"$folder/$program"
    chmod +x "$folder/$program"
done
worker=$folder/tlexdr-fcgi
start_worker --store "$store"
doctor "$store" --socket "$socket"
is 'an old worker with a new store: 1' 1 "$status"
finds 'an old worker with a new store' problem 'worker: .*another version'
cures 'an old worker with a new store'
stop_worker
tlexdr=$folder/tlexdr
doctor "$store"
is 'a store of another version: 1' 1 "$status"
finds 'a store of another version' problem 'store: .*another version'
cures 'a store of another version'
tlexdr=$top_builddir/tlexdr

# --- The site's address

sed -i 's|"base_url": "[^"]*"|"base_url": "http://127.0.0.1:1/notes"|' \
    "$folder/data/site.json"
"$tlexdr" compile -q -o "$folder/second" "$folder/data" >"$folder/said" 2>&1
doctor "$folder/second"
is 'nobody at base_url: 1' 1 "$status"
finds 'nobody at base_url' problem 'base_url: no answer: '
cures 'nobody at base_url'

doctor
is 'no STORE: misuse' 2 "$status"
doctor "$store" --mend
is 'no such option: misuse' 2 "$status"

finish
