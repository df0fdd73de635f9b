#!/bin/bash
# The first five minutes: a fresh copy of this checkout, built and looked at,
# then an episode of one's own, begun, written and seen in Chromium. Prints how
# long each step took; none has a limit, since machines differ.
. "$top_srcdir/tests/lib/tap.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-minutes.XXXXXX")
copy=$work/tlexdr
episodes=$work/episodes
port=$(shuf -n 1 -i 10240-32767)
runner=
trap '[ -z "$runner" ] || end; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

start=$(date +%s%N)
began=$start
# took WHAT: the time since the last step.
took() {
    local now
    now=$(date +%s%N)
    tap_note "$(awk -v of="$((now - began))" -v all="$((now - start))" \
        -v what="$1" 'BEGIN {
            printf "%7.1f s  %s (%.1f s so far)", of / 1e9, what, all / 1e9
        }')"
    began=$now
}

# run [DATA]: nginx/run, until it says where the site is.
run() {
    set -m
    PORT=$port "$copy/nginx/run" "$@" >"$work/out" 2>&1 </dev/null &
    runner=$!
    set +m
    until grep -q '^http://' "$work/out"; do
        kill -0 $runner 2>/dev/null || return 1
        sleep 0.05
    done
}

end() {
    kill -INT -- "-$runner"
    wait "$runner"
    runner=
}

cd "$top_srcdir" && git rev-parse --git-dir >/dev/null 2>&1 || {
    echo '1..0 # SKIP this is no checkout that could be copied'
    exit 0
}
mkdir "$copy"
git ls-files -z | tar -c --null -T - | tar -x -C "$copy"
cd "$work" || exit 1
took 'a fresh checkout'

run
is 'nginx/run builds it and serves its episodes' 0 $?
[ -n "$runner" ] && kill -0 $runner || tap_note "$(tail -n 20 "$work/out")"
took 'nginx/run: built, compiled, served'
end

"$copy/build/tlexdr" new tide-mills --title 'Tide mills' \
    --youtube 'https://youtu.be/_1f-o0nqpEI' -d "$episodes" >"$work/said" 2>&1
is 'tlexdr new writes a document' 0 $?
tap_note "$(cat "$work/said")"
took 'tlexdr new'

run "$episodes"
is 'nginx/run serves it' 0 $?
took 'nginx/run with a folder of one'\''s own'

URL=http://127.0.0.1:$port DOCUMENT=$episodes/episodes/tide-mills.json \
    LOG=$work/out node "$top_srcdir/tests/browser/five-minutes.mjs" \
    >"$work/seen"
is 'each save is seen in Chromium' 0 $?
tap_note "$(cat "$work/seen")"
took 'opened, edited, edited wrongly, mended'
end

finish
