# tally.awk - counts a suite's TAP: prints "PASSED FAILED SKIPPED".
#
# A suite is one or more scripts, each of which ends with its plan. What was
# planned and didn't run has failed. One failure more is counted for results
# that no plan follows or foresees, for a suite without any result, for
# bailing out, and for an exit status (-v status=N) that says so alone.

/^ok.*# *SKIP/ || /^not ok.*# *TODO/ { skipped++; ran++; next }
/^ok/ { passed++; ran++; next }
/^not ok/ { failed++; ran++; next }
/^Bail out!/ { failed++ }
/^1\.\.0 *# *SKIP/ { skipped++ }
/^1\.\.[0-9]/ {
    plan = substr($1, 4) + 0
    if (plan > ran)
        failed += plan - ran
    else if (plan < ran)
        failed++
    ran = 0
}

END {
    if (ran > 0 || passed + failed + skipped == 0)
        failed++
    if (status != 0 && failed == 0)
        failed = 1
    print passed + 0, failed + 0, skipped + 0
}
