# random.awk - what a random author does to a data folder, as shell lines for
# sameness_test.sh; awk -v seed=N -v rounds=N -f random.awk.
#
# Keeps no books of its own: the lines name files that may not be there, and
# the functions they call look.

function below(n) {
    return int(rand() * n)
}

function file() {
    return sprintf("%s%02d.json", substr("     a/   b/c/ ", 5 * below(3) + 1, 5),
        below(12))
}

BEGIN {
    srand(seed)
    split("change change add add remove rename rename spoil mend twin speech site", acts, " ")
    for (round = 1; round <= rounds; round++) {
        for (n = 1 + below(4); n > 0; n--) {
            first = file()
            second = file()
            gsub(/ /, "", first)
            gsub(/ /, "", second)
            print acts[1 + below(12)], first, second, below(1000000)
        }
        print "settle", round
    }
}
