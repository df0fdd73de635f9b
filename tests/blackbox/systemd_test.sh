#!/bin/sh
# The units for systemd, as far as they can be tried without systemd running:
# that it takes them, what is left to a service, that each program keeps to
# that, and that the worker starts from its unit's line.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/worker.sh"

for need in systemd-analyze systemd-socket-activate strace; do
    command -v $need >/dev/null || {
        echo "1..0 # SKIP $need is not there"
        exit 0
    }
done

# A leak can't be looked for in a program that strace holds; where tlexdr is
# built to do so, it would end with an error for that alone.
export ASAN_OPTIONS=detect_leaks=0

units=$folder/units
data=$folder/data
made=$top_builddir/src/programs/systemd
kept=$top_srcdir/src/programs/systemd

# As installed, but for the programs, which are this build's, and folders.
mkdir -p "$units/tlexdr-.service.d" "$folder/tlexdr"
cp "$kept/sandbox.conf" "$units/tlexdr-.service.d"
cp "$kept"/*.socket "$kept"/*.path "$units"
for unit in "$made"/*.service; do
    sed -e "s|[^ =]*/tlexdr-fcgi |$top_builddir/tlexdr-fcgi |" \
        -e "s|[^ =]*/tlexdr \([cw]\)|$top_builddir/tlexdr \1|" \
        -e "s|/var/lib/tlexdr|$folder/tlexdr|g; s|/srv/tlexdr|$data|g" \
        "$unit" >"$units/${unit##*/}"
done

# --- What systemd makes of them

# verify UNIT; without its manual page, which is not installed.
verify() {
    systemd-analyze verify --man=no "$units/$1"
}

for unit in tlexdr-fcgi.socket tlexdr-fcgi.service tlexdr-compile.path \
    tlexdr-compile.service tlexdr-watch.service; do
    empty "systemd takes $unit" "$(verify $unit 2>&1)"
done

# exposed UNIT: what counts against it, where that is more than 0.3.
exposed() {
    systemd-analyze security --offline=yes --threshold=3 "$units/$1" \
        >"$folder/exposure" || grep -e '^✗' -e '^→' "$folder/exposure"
}

for unit in tlexdr-fcgi.service tlexdr-compile.service tlexdr-watch.service; do
    empty "$unit is exposed by 0.3 at the most" "$(exposed $unit 2>&1)"
done
mv "$units/tlexdr-.service.d" "$units/unused"
check 'without the sandbox it would be more' test -n \
    "$(exposed tlexdr-fcgi.service)"
mv "$units/unused" "$units/tlexdr-.service.d"
is 'the worker may have 24 MiB' MemoryMax=24M \
    "$(grep '^MemoryMax=' "$units/tlexdr-fcgi.service")"
check 'systemd-sysusers takes tlexdr.conf' \
    systemd-sysusers --dry-run "$kept/tlexdr.conf"

# --- What the filter lets through

# members SET: its system calls, and those of sets in it.
members() {
    systemd-analyze syscall-filter "$1" 2>/dev/null |
        awk '/^ +[@a-z]/ { print $1 }' | while read -r name; do
        case $name in
        @*) members "$name" ;;
        *) echo "$name" ;;
        esac
    done
}

# sets SIGN: what the sandbox names with that sign in front.
sets() {
    sed -n "s/^SystemCallFilter=$1@/@/p" "$kept/sandbox.conf"
}

for set in @default $(sets ''); do members "$set"; done |
    sort -u >"$folder/allowed"
for set in $(sets '~'); do members "$set"; done | sort -u >"$folder/denied"
check 'the filter allows something' grep -q '^openat$' "$folder/allowed"
check 'the filter denies something' grep -q '^keyctl$' "$folder/denied"

# calls TRACE NAME: what the last program in it called, from its start.
calls() {
    awk -v name="$2\", " '
        / execve\(/ && index($0, name) { start = NR }
        { line[NR] = $0 }
        END { for (i = start; i <= NR; i++) print line[i] }' "$1" >"$1.own"
    sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' "$1.own" | sort -u
}

# keeps_to_it TRACE NAME: what it did, it may do.
keeps_to_it() {
    calls "$1" "$2" >"$folder/called"
    check "$2 was traced" grep -q '^mmap$' "$folder/called"
    empty "$2 calls nothing that is filtered" "$(
        comm -23 "$folder/called" "$folder/allowed"
        comm -12 "$folder/called" "$folder/denied"
    )"
    empty "$2 opens no socket" "$(grep -w 'socket(' "$1.own")"
    empty "$2 maps nothing to write and execute" \
        "$(grep 'PROT_WRITE|PROT_EXEC' "$1.own")"
}

# line UNIT: its ExecStart=, as a shell takes it.
line() {
    awk '/^ExecStart=/ { on = 1; sub(/^ExecStart=/, "") }
        on {
            on = sub(/\\$/, "")
            gsub(/\$\$/, "$")
            print
        }' "$units/$1" | tr '\n' ' '
}

# --- Compiling

mkdir -p "$data/episodes"
echo '{"name": "S", "base_url": "https://s.example",
    "show": {"name": "W"}}' >"$data/site.json"
episode() {
    echo '{"slug": "a", "title": "'"$1"'", "people": [{"name": "N"}]}' \
        >"$data/episodes/a.json"
}

# traced UNIT: starts it under strace, as a child.
traced() {
    eval "strace -f -qq -o '$folder/${1%.*}' $(line "$1")" \
        >"$folder/out" 2>"$folder/err"
}

# opened TRACE: what it opened to write, but for paths below the store.
opened() {
    grep -E 'open.*O_(WRONLY|RDWR|CREAT)' "$1" |
        grep -Fv -e "\"$folder/tlexdr/" -e '".", '
}

episode First
check 'tlexdr-compile.service compiles' traced tlexdr-compile.service
keeps_to_it "$folder/tlexdr-compile" /bin/sh
empty 'a compile writes into the store alone' \
    "$(opened "$folder/tlexdr-compile")"

# What find can't look into is no change, and no reason to go on for ever.
mv "$data" "$data.away"
eval "timeout 20 $(line tlexdr-compile.service)" >"$folder/out" 2>&1
is 'it ends where there is nothing to read' 1 $?
mv "$data.away" "$data"

# --- The worker, started from its unit's line by a socket

published() {
    ask REQUEST_URI=/episodes/a | grep -q "$1"
}

# shellcheck disable=SC2046 # a command line
strace -f -qq -o "$folder/worker" systemd-socket-activate \
    -E ASAN_OPTIONS -l "$socket" \
    $(line tlexdr-fcgi.service) 2>"$log" &
worker_pid=$!
wait_for test -S "$socket"
check 'the worker answers at the socket' wait_for published First
episode Second
check 'a second publish' traced tlexdr-compile.service
check 'the worker answers from it' wait_for published Second
is 'no page' 404 "$(status_of /none)"
is 'health' 200 "$(status_of /healthz.json)"
kill -TERM "$(sed -n '1s/^\([0-9]*\) .*/\1/p' "$folder/worker")"
wait "$worker_pid"
is 'SIGTERM: exit 0' 0 "$?"
worker_pid=''
keeps_to_it "$folder/worker" tlexdr-fcgi
empty 'the worker opens nothing to write' \
    "$(opened "$folder/worker.own")"

# --- Watching

watched() {
    [ "$(grep -c '^compiled' "$folder/out")" -ge "$1" ]
}

: >"$folder/out"
traced tlexdr-watch.service &
worker_pid=$!
check 'it publishes' wait_for watched 1
episode Third
check 'and again' wait_for watched 2
kill -TERM "$(sed -n '1s/^\([0-9]*\) .*/\1/p' "$folder/tlexdr-watch")" ||
    end_worker
wait "$worker_pid"
is 'SIGTERM: exit 0' 0 "$?"
worker_pid=''
keeps_to_it "$folder/tlexdr-watch" tlexdr

finish
