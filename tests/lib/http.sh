# shellcheck shell=sh
# http.sh - the site that http_matrix asks; to be sourced.
#
#   http_data FOLDER ADDRESS [COUNT]
#       writes its data, with ADDRESS as base_url, and so many episodes (25)
#
# Reads top_srcdir.

http_data() {
    "$top_srcdir/tests/bench/make-data" "${3:-25}" "$1"
    echo "{\"name\": \"Test\", \"base_url\": \"$2\"," \
        '"show": {"name": "The Test Show"}}' >"$1/site.json"
    echo '{"slug": "pending", "title": "Not yet", "people": []}' \
        >"$1/episodes/pending.json"
    echo '{"slug": "new-name", "title": "Renamed", "people": [],' \
        '"aliases": ["old-name"], "quotes": [{"text": "A pump is a promise.",' \
        '"speaker": "Nobody"}], "transcript": "talk.vtt"}' \
        >"$1/episodes/renamed.json"
    awk 'BEGIN {
        print "WEBVTT"
        for (i = 0; i < 5000; i++) {
            time = sprintf("%02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60)
            print "\n" time ".500 --> " time ".900"
            print i == 1500 ? "A pump is a promise." : "Talk of day " i "."
        }
    }' >"$1/episodes/talk.vtt"
}
