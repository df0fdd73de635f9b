#!/bin/sh
# The site of data/ in a real Chromium, and what validators say of it.
. "$top_srcdir/tests/lib/site.sh"
cd "$top_srcdir/tests/browser" || exit 1

FOUNDING_DOCUMENT=$(grep -rl '"deepseek-china-openai-nvidia-xai-tsmc-stargate' \
    "$top_srcdir/data/episodes" | head -n 1)
export FOUNDING_DOCUMENT
start_site "$top_srcdir/data" || exit 1

status=0
for script in validate page transcript axe lighthouse; do
    echo "# $script"
    node $script.mjs || status=1
done
kill "$worker_pid"
node validate.mjs unanswered || status=1
exit $status
