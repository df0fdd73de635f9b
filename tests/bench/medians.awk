# medians.awk - reads what tests/bench/run measured, for table.awk and
# plot.awk. Fields of a line:
#
#   MODE PAGES CONNECTIONS NAME REQUESTS SECONDS P50 P99 FAILED
#       TICKS_ITSELF TICKS_NGINX USER_WRK SYSTEM_WRK
#   memory NAME KIB_ITSELF KIB_NGINX
#
# Needs -v hertz=N, the kernel's ticks a second. After it, by "MODE PAGES
# CONNECTIONS NAME": a list of one number a round each in `of`, at its first
# index by what it is:
#
#   rate                            requests a second
#   p50 p99                         ms
#   itself_cpu nginx_cpu wrk_cpu    ms a thousand requests
#   itself_busy nginx_busy wrk_busy percent of a core
#   failed

function median(list,    numbers, count, i, j, number) {
    count = split(list, numbers)
    for (i = 2; i <= count; i++) {
        number = numbers[i]
        for (j = i - 1; j > 0 && numbers[j] + 0 > number + 0; j--)
            numbers[j + 1] = numbers[j]
        numbers[j + 1] = number
    }
    i = int((count + 1) / 2)
    return count % 2 ? numbers[i] : (numbers[i] + numbers[i + 1]) / 2
}

function value(what, key) {
    return median(of[what, key])
}

# Rounds are compared one by one: what else a machine does comes and goes.
function ratio(what, key, other,    ours, theirs, count, i, list) {
    count = split(of[what, key], ours)
    split(of[what, other], theirs)
    for (i = 1; i <= count; i++)
        list = list " " (theirs[i] > 0 ? ours[i] / theirs[i] : 0)
    return median(list)
}

function add(what, number) {
    of[what, key] = of[what, key] " " number
}

function add_cpu(who, used) {
    add(who "_cpu", used * 1e6 / $5)
    add(who "_busy", used * 100 / $6)
}

$1 == "memory" {
    memory[$2] = $3
    memory_nginx[$2] = $4
    next
}

{
    key = $1 " " $2 " " $3 " " $4
    add("rate", $5 / $6)
    add("p50", $7)
    add("p99", $8)
    add("failed", $9)
    add_cpu("itself", $10 / hertz)
    add_cpu("nginx", $11 / hertz)
    add_cpu("wrk", $12 + $13)
}
