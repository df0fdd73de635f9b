#!/bin/sh
# A worker that is published to, restarted, killed and starved, while every
# byte of what it answers is looked at.
. "$top_srcdir/tests/lib/faults.sh"

generations 20
addresses episode-1 episode-20 \
    ishbel-rendall-lighthouses-fresnel-lenses-and-keeping-time-in-the-dark

# soak [OPTION...]: in the background; see soak.c.
soak() {
    "$campaign/soak" "$@" "$address" "$folder/list" "$folder/one.answers" \
        "$folder/two.answers" >"$folder/soak" &
    soak_pid=$!
}

# Sets asked and failed, how many requests; and output, all that soak said.
soaked() {
    wait $soak_pid
    output=$(cat "$folder/soak")
    sums=$(tail -n 1 "$folder/soak" | tr -cd '0-9 ')
    # shellcheck disable=SC2086 # a list of numbers
    set -- $sums
    failed=$(($2 + $3 + $4 + $5)) asked=$(($1 + $2 + $3 + $4 + $5))
}

no_failure() {
    counted "$1" "$asked" "$([ $failed -eq 0 ] || echo "$output")"
}

# --- Publishing

publishes=$(often 50 1000)
compile one
start_worker --store "$store"
soak -c 2 -n "$(often 50000 1000000)"
now=one published=0 wrong=''
while [ $published -lt "$publishes" ]; do
    now=$(other $now) published=$((published + 1))
    compile $now || wrong="$wrong $published: $(cat "$folder/err")"
    kill -HUP "$worker_pid" # it looks now, and not four times a second
done
counted 'publishes to a worker that serves' $published "$wrong"
taken=$(grep -c ' info: generation: ' "$log")
counted 'generations that it took up' "$taken" \
    "$([ "$taken" -gt $((publishes / 2)) ] || cat "$log")"
soaked
no_failure 'requests meanwhile'
by_folder=$(sed -n 's/^by folder: //p' "$folder/soak")
check "both generations were seen: $by_folder" test "${by_folder% 0}" = \
    "${by_folder#0 }"
stop_worker
is 'it ends in order' 0 "$status"

# --- A supervisor that keeps the socket

supervise() {
    rm -f "$socket"
    launch "$spawn" -3 "$socket" "$worker" --store "$store" >"$folder/pids"
}

# end_worker_by SIGNAL: the one that runs now; until the next one is there.
end_worker_by() {
    kill -"$1" "$(tail -n 1 "$folder/pids")"
    ended=$((ended + 1))
    wait_for has_lines "$folder/pids" $((ended + 1))
}

has_lines() {
    [ "$(wc -l <"$1")" -ge "$2" ]
}

end_supervised() {
    rm "$socket"
    kill -TERM "$(tail -n 1 "$folder/pids")"
    wait "$worker_pid"
    status=$? worker_pid=''
}

restarts=$(often 20 200)
supervise
soak -c 2
ended=0
while [ $ended -lt "$restarts" ]; do
    end_worker_by TERM
    wait_for grep -q "^[^ ]* info: start: " "$log"
    sleep 0.0"$(shuf -n 1 -i 1-9)"
done
kill -TERM $soak_pid
soaked
counted 'restarts by SIGTERM' $ended "$(grep ' error: ' "$log")"
no_failure 'requests meanwhile, under socket activation'
end_supervised
is 'socket activation: exit 0' 0 "$status"

# One client, since a kill cuts whatever is being answered.
kills=$(often 50 600)
supervise
soak -c 1
ended=0 start=$(date +%s)
while [ $ended -lt "$kills" ]; do
    sleep 0.07 # with what it takes to notice the next, some 0.1
    end_worker_by KILL
done
echo "# killed for $(($(date +%s) - start)) s"
kill -TERM $soak_pid
soaked
echo "$output" | sed 's/^[^#]/# &/'
counted 'kills of the worker, ten a second' $ended \
    "$(echo "$output" | grep -E '^# (wrong|busy)')"
counted 'requests meanwhile, one failing a kill at most' "$asked" \
    "$([ $failed -le $ended ] || echo "$output")"
end_supervised

# --- System calls that fail in the worker

# starve CALL ERROR: while a publish goes unseen, what is there is served; and
# the new one is, once the calls succeed again.
starve() {
    what="$1: $2" count=$((count + 1))
    strace -f -qq -o "$folder/trace" -e "trace=$1" -e "inject=$1:error=$2" \
        -p "$worker_pid" &
    strace_pid=$!
    wait_for grep -q 'TracerPid:	[1-9]' "/proc/$worker_pid/status"
    next=$(other "$now")
    compile "$next"
    sleep 0.6 # it looks four times a second
    grep -q INJECTED "$folder/trace" || wrong="$wrong $what: not met;"
    answers_of one two || wrong="$wrong $what: not served;"
    kill -TERM $strace_pid
    wait $strace_pid 2>/dev/null
    now=$next
    wait_for answers_of "$next" || {
        wrong="$wrong $what: the next is not seen;"
        stop_worker
        start_worker --store "$store"
    }
}

# All of it, by these generations.
answers_of() {
    for which in "$@"; do
        shift
        set -- "$@" "$folder/$which.answers"
    done
    "$campaign/soak" -n 100 "$address" "$folder/list" "$@" >"$folder/soak"
}

compile one
start_worker --store "$store"
now=one count=0 wrong=''
for what in openat:EMFILE openat:ENFILE openat:EIO openat:EACCES \
    newfstatat:EIO newfstatat:ENOENT mmap:ENOMEM pread64:EIO; do
    starve "${what%:*}" "${what#*:}"
done
counted 'ways to fail to open what is new' $count "$wrong"
stop_worker
is 'it ends in order after that' 0 "$status"
finish
