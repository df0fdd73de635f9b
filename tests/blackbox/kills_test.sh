#!/bin/sh
# A compile that is killed at any moment leaves the old store or the new one,
# whole. TLEXDR_SEED=N repeats the moments, KILLS=N makes more of them.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

kill_after=$top_builddir/tests/blackbox/kill_after
seed=${TLEXDR_SEED-$(date +%s)}
kills=${KILLS-200}
echo "# TLEXDR_SEED=$seed KILLS=$kills"

# Two folders whose every page differs, by the site's name.
"$top_srcdir/tests/bench/make-data" 40 "$folder/one"
mkdir "$folder/two"
ln -s ../one/episodes "$folder/two/episodes"
sed 's/"Bench"/"Other"/' "$folder/one/site.json" >"$folder/two/site.json"
for which in two one; do
    "$tlexdr" compile -q -o "$store" "$folder/$which" >"$folder/out"
    cp "$store/data.mdb" "$folder/$which.mdb"
done
check 'the two stores differ' sh -c \
    "! cmp -s '$folder/one.mdb' '$folder/two.mdb'"
now=one

# Compiles the folder that isn't in the store, killed after MICROSECONDS.
compile_other() {
    case $now in
    one) next=two ;;
    *) next=one ;;
    esac
    "$kill_after" "$1" "$tlexdr" compile -q -o "$store" "$folder/$next" \
        2>>"$folder/err"
}

# Sets now to what the store is; fails where it is neither of the two.
look() {
    for which in one two; do
        if cmp -s "$store/data.mdb" "$folder/$which.mdb"; then
            now=$which
            return 0
        fi
    done
    now=none
    [ "$1" = none ] && [ ! -e "$store/data.mdb" ]
}

faultless() {
    [ -e "$store/data.mdb" ] || return 0
    "$tlexdr" verify "$store" 2>&1 | tail -n 1 | grep -q ', 0 faults$'
}

compile_other 0 >"$folder/out"
whole=$(sed -n 's/^ended 0 //p' "$folder/out")
check 'a compile that is let be takes its time' test "$whole" -gt 0
look one
is 'and publishes' two "$now"

# Random moments of a compile, in thousandths of its time.
awk -v seed="$seed" -v count=$((kills * 5)) 'BEGIN {
    srand(seed)
    for (; count > 0; count--)
        print int(rand() * 1000)
}' >"$folder/moments"

killed=0 kept=0 tries=0 wrong=''
while [ $killed -lt "$kills" ] && read -r moment; do
    tries=$((tries + 1))
    moment=$((1 + moment * whole / 1000))
    if [ $((tries % 10)) -eq 0 ]; then # the first compile of a folder
        rm -f "$store/data.mdb"
        now=none
    fi
    before=$now
    outcome=$(compile_other "$moment" | tail -n 1)
    look "$before" || wrong="$wrong try $tries ($before, $moment us): neither;"
    faultless || wrong="$wrong try $tries ($moment us): faults;"
    took=${outcome#ended 0 }
    if [ "$took" != "$outcome" ] && [ "$took" -lt "$whole" ]; then
        whole=$took # the machine was busier before
    fi
    [ "$outcome" = killed ] || continue
    killed=$((killed + 1))
    [ $now != "$before" ] || kept=$((kept + 1))
done <"$folder/moments"
echo "# $tries compiles of $whole us; $kept kills left what was there"

is "$kills compiles were killed" "$kills" "$killed"
empty 'each left the old store or the new one, without a fault' "$wrong"
compile_other 0 >"$folder/out"
look none
is 'the next good compile publishes' "$next" "$now"
is 'nothing else lies in the store then' data.mdb "$(ls -A "$store")"
empty 'none had anything to say' "$(cat "$folder/err")"
finish
