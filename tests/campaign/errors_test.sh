#!/bin/sh
# A compile whose system calls fail says so, and leaves the store that was
# there or the next one, whole.

# What is mounted here is for this script alone.
if [ -z "${MOUNTS+set}" ]; then
    export MOUNTS
    for MOUNTS in 'unshare -m' 'unshare -Urm'; do
        # shellcheck disable=SC2086 # a list of words
        $MOUNTS true 2>/dev/null && exec $MOUNTS sh "$0"
    done
    MOUNTS=''
fi
. "$top_srcdir/tests/lib/faults.sh"

generations 1

# fails WHAT COMMAND...: compiles the data that isn't in the store, in a way
# that may fail, and notes in wrong what it may not do. Sets status. Where kept
# is set, that data is compiled which changes nothing.
kept=''
fails() {
    what=$1 before=$(state)
    shift
    next=$(other "$before")
    count=$((count + 1))
    if [ -n "$kept" ]; then
        next=one
        set -- "$@" "$tlexdr" compile -o "$store" -j 1 -q "$folder/$kept"
    else
        set -- "$@" "$tlexdr" compile -o "$store" -j 1 -q --strict \
            "$folder/$next"
    fi
    "$@" >"$folder/out" 2>"$folder/err"
    status=$?
    after=$(state)
    if [ "$after" != "$next" ] && [ "$after" != "$before" ]; then
        wrong="$wrong $what: $before became: $after;"
        rm -rf "$store"
        [ -z "$kept" ] || compile one
    elif [ $status -eq 0 ] && [ "$after" != "$next" ]; then
        wrong="$wrong $what: exit 0 with nothing published;"
    elif [ $status -ne 0 ] && ! [ -s "$folder/err" ]; then
        wrong="$wrong $what: exit $status without a word;"
    elif [ $status -gt 1 ] && ! grep -q 'shared librar' "$folder/err"; then
        wrong="$wrong $what: exit $status;"
    fi
}

# --- Each system call fails once, in the ways that it may

# The first of each is tried by default.
errors_of() {
    errors_of_all "$1" | cut -d ' ' -f "$(often 1 1-)"
}

errors_of_all() {
    case $1 in
    openat) echo EMFILE ENFILE EIO EACCES EROFS ENOSPC ;;
    *write* | *sync) echo ENOSPC EIO EDQUOT ;;
    mkdir* | rename* | link* | unlink*) echo ENOSPC EIO EROFS ;;
    mmap | mremap | munmap | mprotect) echo ENOMEM ;;
    flock) echo ENOLCK EINTR ;;
    brk | exit_group) ;; # they have no error to return
    *) echo EIO ;;
    esac
}

# fail_each CALL FIRST ERROR: the FIRST, and each after that.
fail_each() {
    number=$2
    while
        fails "$1 $number: $3" strace -f -qq -o "$folder/trace" \
            -e "trace=$1" -e "inject=$1:error=$3:when=$number"
        grep -q INJECTED "$folder/trace"
    do
        number=$((number + 1))
    done
    count=$((count - 1))
}

list_calls
for error in EMFILE ENFILE EIO EACCES EROFS ENOSPC EDQUOT ENOMEM ENOLCK EINTR
do
    count=0 wrong=''
    while read -r call first; do
        case " $(errors_of "$call") " in
        *" $error "*) fail_each "$call" "$first" $error ;;
        esac
    done <"$folder/calls"
    [ $count -eq 0 ] ||
        counted "a system call of a compile fails with $error" $count "$wrong"
done
settles 'after them all'

# A document that is rejected now keeps what it published last. Where that
# can't be read, nothing may change.
cp -r "$folder/one" "$folder/spoilt"
echo '{' >"$folder/spoilt/episodes/000001.json"
kept=spoilt
for error in EMFILE EIO ENOMEM; do
    count=0 wrong=''
    while read -r call first; do
        case $call:" $(errors_of "$call") " in
        openat:*" $error "* | *read*:*" $error "* | *stat*:*" $error "* | \
            mmap:*" $error "*) fail_each "$call" "$first" $error ;;
        esac
    done <"$folder/calls"
    [ $count -eq 0 ] ||
        counted "and with a rejected document, $error" $count "$wrong"
done
kept=''

# --- Too few descriptors

count=0 wrong='' limit=2
while
    limit=$((limit + 1))
    fails "$limit descriptors" prlimit --nofile=$limit
    [ $status -ne 0 ] && [ $limit -lt 100 ]
do :; done
counted 'a compile with too few descriptors' $((count - 1)) "$wrong"

# --- Disks that are too small

# until_it_fits WHAT OPTION STEP: a first compile on an empty disk, then the
# next over that store, with OPTION=N, a STEP more each time.
until_it_fits() {
    for turn in first next; do
        count=0 wrong='' room=$(room_taken "$2")
        while
            room=$((room + $3))
            if [ $turn = first ]; then
                umount "$folder/disk" 2>/dev/null
                mount -t tmpfs -o "$2=$room" none "$folder/disk"
            else
                mount -o "remount,$2=$room" "$folder/disk"
            fi
            fails "$turn, $2=$room" env
            [ $status -ne 0 ] && [ $count -lt 1000 ]
        do
            [ $turn = first ] || [ "$(ls -A "$store")" = "$files" ] ||
                wrong="$wrong something was left at $room: $(ls -A "$store");"
        done
        files=$(ls -A "$store")
        counted "$1, a $turn compile" $((count - 1)) "$wrong"
    done
    mount -o "remount,$2=0" "$folder/disk"
    settles "$1"
}

# Of what may be limited, how much a next compile finds taken.
room_taken() {
    case $turn$1 in
    nextsize) echo $(($(df --output=used -B 1 "$folder/disk" | tail -n 1))) ;;
    nextnr_inodes) df --output=iused "$folder/disk" | tail -n 1 ;;
    *) echo 0 ;;
    esac
}

mkdir "$folder/disk"
if [ -n "$MOUNTS" ]; then
    store=$folder/disk/store
    until_it_fits 'a disk that is full' size 4096
    until_it_fits 'a disk with too few inodes' nr_inodes 1

    count=0 wrong=''
    mount -o remount,ro "$folder/disk"
    fails 'a disk that may only be read' env
    is 'a disk that may only be read' '1 one' "$status $after"
    empty 'it is said' "$wrong"
    umount "$folder/disk"
else
    skip 'disks that are full or may only be read' 'nothing can be mounted here'
fi
finish
