# shellcheck shell=bash
# bench.sh - measuring processes; to be sourced.
#
#   family PID...       prints these processes and their children
#   ticks PID...        the CPU time that they have used, in ticks of the kernel
#   memory PID...       Anonymous and VmPTE of all of them, in KiB; a page that
#                       they share, once
#   group_make PERCENT  a group of processes that together get so much of one
#                       core; fails where this machine or user can't have one
#   group_take PID...   puts them into it
#   group_leave PID...  and out again
#   group_end           removes it; nothing may be left in it

family() {
    local pid
    for pid in "$@"; do
        echo "$pid"
        pgrep -P "$pid" || :
    done
}

# proc(5), stat: utime and stime, the 12th and 13th field behind the name.
ticks() {
    [ $# -gt 0 ] || { echo 0; return; }
    local files=("${@/#//proc/}")
    cat "${files[@]/%//stat}" |
        awk '{ sub(/.*\) /, ""); sum += $12 + $13 } END { print sum }'
}

memory() {
    [ $# -gt 0 ] || { echo 0; return; }
    local files=("${@/#//proc/}")
    cat "${files[@]/%//smaps_rollup}" "${files[@]/%//status}" |
        awk '/^(Pss_Anon|VmPTE):/ { sum += $2 } END { print sum }'
}

group='' group_home=''

group_make() {
    local period=10000
    group_home=/sys/fs/cgroup
    [ -e $group_home/cgroup.controllers ] || group_home=$group_home/cpu
    group=$group_home/tlexdr-bench.$$
    if [ $group_home = /sys/fs/cgroup ]; then
        echo +cpu >$group_home/cgroup.subtree_control && mkdir "$group" &&
            echo "$((period * $1 / 100)) $period" >"$group/cpu.max"
    else
        mkdir "$group" && echo $period >"$group/cpu.cfs_period_us" &&
            echo $((period * $1 / 100)) >"$group/cpu.cfs_quota_us"
    fi 2>/dev/null
}

group_take() {
    local pid
    for pid in "$@"; do
        echo "$pid" >"$group/cgroup.procs"
    done
}

group_leave() {
    local pid
    for pid in "$@"; do
        echo "$pid" >"$group_home/cgroup.procs"
    done
}

group_end() {
    [ ! -d "$group" ] || rmdir "$group"
}
