# shellcheck shell=sh
# site.sh - a site for a test: DATA behind the real nginx; to be sourced.
#
#   start_site DATA [OPTION...]
#       Compiles DATA into a fresh store and serves it with nginx/site.sh on a
#       free port. OPTIONs go to tlexdr-fcgi. Sets URL (no slash at its end),
#       SITE (the folder of all files), STORE and worker_pid. All of it ends
#       with the script, whose EXIT trap this takes.
#
# Reads top_srcdir and top_builddir.

top=$top_srcdir build=$top_builddir
. "$top/nginx/site.sh"

start_site() {
    SITE=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-site.XXXXXX")
    trap 'site_stop; rm -rf "$SITE"' EXIT
    trap 'exit 1' INT TERM
    STORE=$SITE/store
    start_site_data=$1
    shift
    "$build/tlexdr" compile -q -o "$STORE" "$start_site_data" \
        >"$SITE/compile.log" 2>&1 || {
        cat "$SITE/compile.log" >&2
        return 1
    }
    for start_site_port in $(shuf -n 5 -i 10240-32767); do
        if site_start "$SITE" "$STORE" "$start_site_port" "$@"; then
            URL=http://127.0.0.1:$start_site_port
            export URL SITE STORE
            return 0
        fi
        site_stop
    done 2>"$SITE/start.log"
    cat "$SITE/start.log" >&2
    return 1
}
