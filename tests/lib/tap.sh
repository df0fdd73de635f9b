# shellcheck shell=sh
# tap.sh - results of a test script as TAP; to be sourced.
#
#   check NAME COMMAND...   passes where COMMAND exits 0; its output is shown
#                           where it doesn't
#   is NAME WANT GOT        passes where the two are equal
#   empty NAME OUTPUT       passes where OUTPUT is empty: a list of findings
#   skip NAME WHY
#   take WHAT COMMAND...    the results of COMMAND, which prints TAP, each
#                           named after WHAT; fails where it does not end well
#   finish                  the plan, last; exits 1 where something failed

tap_count=0
tap_failed=0

tap_result() {
    tap_count=$((tap_count + 1))
    echo "$1 $tap_count - $2"
    case $1 in
    not*) tap_failed=$((tap_failed + 1)) ;;
    esac
}

tap_note() {
    printf '%s\n' "$1" | sed 's/^/# /'
}

check() {
    tap_name=$1
    shift
    if tap_output=$("$@" 2>&1); then
        tap_result ok "$tap_name"
    else
        tap_result 'not ok' "$tap_name"
        tap_note "$tap_output"
    fi
}

is() {
    if [ "$2" = "$3" ]; then
        tap_result ok "$1"
    else
        tap_result 'not ok' "$1"
        tap_note "want: $2"
        tap_note "got:  $3"
    fi
}

empty() {
    if [ -z "$2" ]; then
        tap_result ok "$1"
    else
        tap_result 'not ok' "$1"
        tap_note "$2"
    fi
}

skip() {
    tap_result ok "$1 # SKIP $2"
}

take() {
    tap_what=$1 tap_before=$tap_count
    shift
    tap_output=$("$@")
    while read -r tap_line; do
        case $tap_line in
        'ok '*) tap_result ok "$tap_what: ${tap_line#ok * - }" ;;
        'not ok '*) tap_result 'not ok' "$tap_what: ${tap_line#not ok * - }" ;;
        *) echo "$tap_line" | sed 's/^1\.\./# &/' ;;
        esac
    done <<END
$tap_output
END
    is "$tap_what: it ran to its end" "1..$((tap_count - tap_before))" \
        "$(echo "$tap_output" | tail -n 1)"
}

finish() {
    echo "1..$tap_count"
    [ "$tap_failed" -eq 0 ]
    exit
}
