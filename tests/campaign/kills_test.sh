#!/bin/sh
# A compile that is killed leaves the store that was there or the next one,
# whole, and a worker that serves it never misses. TLEXDR_SEED=N repeats the
# random moments.
. "$top_srcdir/tests/lib/faults.sh"

seed=${TLEXDR_SEED-$(date +%s)}
kills=$(often 100 500)
echo "# TLEXDR_SEED=$seed"

# --- At every system call

generations 1

# Sets killed. With strace, the N-th call of a name ends in SIGKILL instead.
killed_at() {
    strace -f -qq -o "$folder/trace" -e "trace=$1" \
        -e "inject=$1:signal=SIGKILL:when=$2" \
        "$tlexdr" compile -j 1 -q -o "$store" "$folder/$next" \
        >"$folder/out" 2>&1
    [ $? -eq 137 ]
} 2>/dev/null

# kill_everywhere FIRST|NEXT: of a store, each call of its compile. Files are
# what they are between two calls that change them, so those do by default.
kill_everywhere() {
    count=0 wrong=''
    while read -r call number; do
        [ "$(often some all)" = some ] || number=1
        case $(often some all)-$call in
        some-openat | some-*write* | some-*sync | some-mkdir* | \
            some-rename* | some-unlink* | some-flock | all-*) ;;
        *) continue ;;
        esac
        killed=true
        while $killed; do
            [ "$1" = next ] || rm -rf "$store"
            before=$(state)
            next=$(other "$before")
            killed_at "$call" "$number" || killed=false
            after=$(state)
            number=$((number + 1))
            $killed && count=$((count + 1))
            [ "$after" = "$next" ] && continue
            $killed && [ "$after" = "$before" ] ||
                wrong="$wrong $call $number ($before): $after;"
        done
    done <"$folder/calls"
    counted "killed at every system call of a store's $1 compile" \
        $count "$wrong"
    settles "killed at every system call, $1"
}

list_calls
kill_everywhere next
kill_everywhere first
rm -rf "$store" "$folder"/one* "$folder"/two*

# --- At random moments, while a worker serves

kill_after=$campaign/kill_after
generations 40
addresses episode-1 episode-40
compile one
start_worker --store "$store"
"$campaign/soak" "$address" "$folder/list" "$folder/one.answers" \
    "$folder/two.answers" >"$folder/soak" &
soak_pid=$!

# Compiles the other data, killed after MICROSECONDS.
compile_other() {
    next=$(other "$now")
    "$kill_after" "$1" "$tlexdr" compile -q -o "$store" "$folder/$next" \
        2>>"$folder/err"
}

now=one
whole=$(compile_other 0 | sed -n 's/^ended 0 //p')
check 'a compile that is let be takes its time' test "$whole" -gt 0
now=$(state)
is 'and publishes' two "$now"

# In thousandths of its time. Each fifth compile is let be.
awk -v seed="$seed" -v count=$((kills * 9)) 'BEGIN {
    srand(seed)
    for (; count > 0; count--)
        print int(rand() * 1000)
}' >"$folder/moments"

killed=0 kept=0 tries=0 wrong=''
while [ $killed -lt "$kills" ] && read -r moment; do
    tries=$((tries + 1)) before=$now
    moment=$((1 + moment * whole / 1000))
    [ $((tries % 5)) -gt 0 ] || moment=0
    outcome=$(compile_other $moment | tail -n 1)
    now=$(state)
    case $now in
    one | two) ;;
    *)
        wrong="$wrong try $tries ($before, $moment us): $now;"
        compile one
        now=one ;;
    esac
    took=${outcome#ended 0 }
    if [ "$took" != "$outcome" ] && [ "$took" -lt "$whole" ]; then
        whole=$took # the machine was busier before
    fi
    [ "$outcome" = killed ] || continue
    killed=$((killed + 1))
    [ "$now" != "$before" ] || kept=$((kept + 1))
done <"$folder/moments"
echo "# $tries compiles of $whole us; $kept kills left what was there"
is 'so many compiles were killed' "$kills" "$killed"
counted 'killed at random moments while it was served' "$killed" "$wrong"
empty 'none had anything to say' "$(grep -v ": warning: " "$folder/err")"
kill -TERM $soak_pid
wait $soak_pid
served=$?
cat "$folder/soak"
counted 'requests meanwhile' "$(sed -n 's/ right,.*//p' "$folder/soak")" \
    "$([ $served -eq 0 ] || cat "$folder/soak")"
stop_worker
is 'the worker lived through it' 0 "$status"
settles 'killed at random moments'
finish
