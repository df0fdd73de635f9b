#!/bin/sh
# What a request may call, read off the objects that it is linked from.
. "$top_srcdir/tests/lib/tap.sh"
cd "$top_builddir" || exit 1

# shellcheck disable=SC2086 # a list of words
if nm $read_objects | grep -q '__asan_init'; then
    echo '1..0 # SKIP sanitizers add calls of their own'
    exit 0
fi

pure='mem(cpy|cmp|chr|rchr|mem|move|set)|str(len|cmp|ncmp|chr)'
compiler='__(mem|str)[a-z]*_chk|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_'

# Which functions of libraries each room's objects may call.
allowed() {
    case $1 in
    text) echo 'utf8proc_.*|XXH3_.*' ;;
    record | render) echo 'XXH3_.*' ;;
    store)
        # It opens and maps: outside requests, and without exit or output.
        echo 'mdb_.*|XXH3_.*|malloc|calloc|realloc|free|asprintf' \
            'pthread_.*|sig[a-z]*' \
            '__sigsetjmp|siglongjmp|__errno_location|open(64)?|openat(64)?' \
            'close|f?stat(64)?|fstatat(64)?|p?read(64)?|preadv2|mmap(64)?|munmap' \
            'madvise|mincore' \
            'sysconf|sysinfo|raise|__tls_get_addr|snprintf|strerror' |
            tr ' ' '|'
        ;;
    *) echo '' ;;
    esac
}

# What a room's objects leave to others and is not ours.
outside_calls() {
    # shellcheck disable=SC2086 # a list of words
    nm -u $1 | awk '$1 == "U" { print $2 }' | sort -u | grep -Fvx "$ours"
}

# shellcheck disable=SC2086 # a list of words
ours=$(nm -g --defined-only $read_objects | awk 'NF == 3 { print $3 }')
for room in $(echo "$read_objects" | tr ' ' '\n' | sed -n 's|^src/||; s|/.*||p' | sort -u); do
    objects=$(echo "$read_objects" | tr ' ' '\n' | grep "^src/$room/")
    empty "$room calls nothing that a request may not" "$(
        outside_calls "$objects" |
            grep -Evx "$pure|$compiler|$(allowed "$room")")"
done

worker=./tlexdr-fcgi
if [ -x $worker ]; then
    # shellcheck disable=SC2086 # a list of words
    writers=$(nm -g --defined-only $write_objects | awk 'NF == 3 { print $3 }')
    empty 'the worker holds nothing of a writer' "$(
        nm $worker | awk 'NF == 3 { print $3 }' | grep -Fx "$writers")"
    empty 'the worker calls no writer of LMDB, no cJSON, no libdeflate' "$(
        nm -u libworker.a libread.a src/programs/worker.o |
            grep -E 'mdb_(put|cursor_put|del|drop)|cJSON|deflate')"
    empty 'the worker is linked with what a request needs' "$(
        readelf -d $worker | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
            grep -Ev '^(liblmdb|libfcgi|libutf8proc|libc|ld-linux.*)\.so')"
fi

if [ -x ./tlexdr ]; then
    empty 'the command line is not linked with what few commands need' "$(
        readelf -d ./tlexdr | grep -E 'NEEDED.*lib(curl|xml)')"
fi

finish
