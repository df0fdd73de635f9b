# shellcheck shell=sh
# mixed.sh - requests for all routes, mixed; to be sourced.
#
#   mixed_lists EPISODES STORE
#       writes the files list.1 to list.8 here: each target of http_requests
#       many times, its episode another one each time
#   mixed ADDRESS COUNT
#       asks for all of that COUNT times, from eight clients at once; prints
#       what went wrong
#
# Reads top_srcdir and top_builddir.

mixed_lists() {
    "$top_builddir/tlexdr" render "$2" / |
        sed -n 's/.*"\(\/assets\/[a-z0-9.-]*\)".*/asset \1/p' |
        sort -u | cat "$top_srcdir/tests/blackbox/http_requests" - |
        awk -v episodes="$1" '
            /^#/ || NF == 0 || $2 ~ /^%/ { next }
            { targets[count++] = $2 }
            END {
                srand(1)
                for (i = 0; i < 200 * count; i++) {
                    target = targets[int(rand() * count)]
                    gsub(/episode-7/, "episode-" 1 + int(rand() * episodes),
                        target)
                    print "REQUEST_URI=" target >("list." 1 + i % 8)
                }
            }'
}

mixed() {
    for mixed_client in 1 2 3 4 5 6 7 8; do
        case $mixed_client in
        [1-4]) mixed_coding=gzip ;;
        *) mixed_coding='' ;;
        esac
        "$top_builddir/tests/faults/fcgi_client" -n $(($2 / 8)) \
            -l list.$mixed_client "$1" REQUEST_METHOD=GET \
            HTTP_ACCEPT_ENCODING=$mixed_coding &
    done | grep -v 'cut 0, refused 0' || :
}
