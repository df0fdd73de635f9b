#!/bin/sh
# A store that is damaged anywhere gets right answers or 5xx out of a worker,
# and doesn't end it. TLEXDR_SEED=N repeats the damages.
. "$top_srcdir/tests/lib/faults.sh"

seed=${TLEXDR_SEED-$(date +%s)}
count=$(often 500 5000)
echo "# TLEXDR_SEED=$seed"

generations 3
addresses episode-1 \
    ishbel-rendall-lighthouses-fresnel-lenses-and-keeping-time-in-the-dark
compile one
start_worker --store "$store"
# damages OPTION...: see damages.c.
damages() {
    "$campaign/damages" -s "$seed" "$@" "$worker_pid" "$address" "$store" \
        "$folder/one.store" "$folder/list" "$folder/one.answers" \
        >"$folder/damages"
}

damages -n "$count"
good=$?
sed 's/^[^#]/# &/' "$folder/damages"
counted 'stores damaged' "$count" "$([ $good -eq 0 ] || tail -n 1 "$folder/damages")"
all_right() {
    "$campaign/soak" -n 200 "$address" "$folder/list" "$folder/one.answers"
}
check 'the good store after them is served' all_right

# What is published over a damaged store is whole. Bytes between records may
# be other ones: a second file that is good is kept.
number=0 mended=$(often 20 500) wrong=''
while [ $number -lt "$mended" ]; do
    number=$((number + 1))
    damages -o $number -q 0 -l
    compile one
    case "$? $(state)" in
    '0 one' | '0 neither of the two') ;;
    *) wrong="$wrong $number: $(state), $(cat "$folder/err");" ;;
    esac
done
counted 'damaged stores compiled over' "$mended" "$wrong"

stop_worker
is 'the worker lived through it' 0 "$status"
finish
