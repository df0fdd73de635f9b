/*
 * Which of a feed's episodes is meant.
 */
#include "programs/feed.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "publish/clean.h"
#include "publish/feed_forms.h"

#define NAMED_MAX 5 /* titles that a complaint names */

/* Titles folded for comparing; each in room of its own. */
struct folds {
    struct bench wanted_bench;
    struct bench title_bench;
    struct span wanted;
};

/* Case and compatibility forms count nowhere. */
static struct span folded(struct span text, struct bench *bench)
{
    if (bench_points(bench, normal_room(text, NORMAL_NFKC_FOLDED)) !=
            ERROR_NONE ||
        normalise(text, NORMAL_NFKC_FOLDED, &bench->points) != ERROR_NONE)
        return SPAN("");
    return points_text(&bench->points);
}

/* Words of a-z and 0-9 between hyphens, one at each end too: "-a-title-". */
static struct span as_words(struct span text, struct bench *bench, char *words,
                            size_t size)
{
    struct sink sink = sink_over(words, size);
    struct span plain = folded(text, bench);
    bool hyphen = false;

    LIT(&sink, "-");
    for (size_t i = 0; i < plain.length; i++) {
        char c = plain.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            sink_byte(&sink, c);
            hyphen = false;
        } else if (c != '\'' && !hyphen && sink_length(&sink) > 1) {
            LIT(&sink, "-");
            hyphen = true;
        }
    }
    if (!hyphen)
        LIT(&sink, "-");
    return sink_held(&sink);
}

static bool is_newer(const struct feed_item *item, const struct feed_item *than)
{
    return than == NULL || span_compare(item->date, than->date) > 0;
}

static const struct feed_item *newest_with_words(const struct feed *feed,
                                                 struct span slug,
                                                 struct bench *bench)
{
    const struct feed_item *newest = NULL;
    char wanted_text[256];
    char text[1024];
    struct span wanted = as_words(slug, bench, wanted_text, sizeof wanted_text);

    for (size_t i = 0; i < feed->count; i++) {
        const struct feed_item *item = &feed->items[i];
        struct span words = as_words(item->title, bench, text, sizeof text);

        if (span_find_span(words, wanted) < words.length &&
            is_newer(item, newest))
            newest = item;
    }
    return newest;
}

static const struct feed_item *newest(const struct feed *feed)
{
    const struct feed_item *found = NULL;

    for (size_t i = 0; i < feed->count; i++) {
        if (is_newer(&feed->items[i], found))
            found = &feed->items[i];
    }
    return found;
}

static bool is_called(const struct feed_item *item, struct folds *folds,
                      bool exactly)
{
    struct span titles[] = {item->title, item->other_title};

    for (size_t i = 0; i < 2; i++) {
        struct span title = folded(titles[i], &folds->title_bench);
        size_t at = span_find_span(title, folds->wanted);

        if (exactly ? span_equal(title, folds->wanted) : at < title.length)
            return true;
    }
    return false;
}

/* The first that is called so; *count says how many are. */
static const struct feed_item *find_called(const struct feed *feed,
                                           struct folds *folds, bool exactly,
                                           size_t *count)
{
    const struct feed_item *found = NULL;

    *count = 0;
    for (size_t i = 0; i < feed->count; i++) {
        if (!is_called(&feed->items[i], folds, exactly))
            continue;
        if (found == NULL)
            found = &feed->items[i];
        ++*count;
    }
    return found;
}

static void name_titles(const struct feed *feed, struct folds *folds,
                        bool only_called, struct sink *why)
{
    unsigned named = 0;

    for (size_t i = 0; i < feed->count && named < NAMED_MAX; i++) {
        if (only_called && !is_called(&feed->items[i], folds, false))
            continue;
        LIT(why, "\n  ");
        log_text(why, utf8_first(feed->items[i].title, 100));
        named++;
    }
    LIT(why, "\n  --title takes a title, or words of one alone");
}

static const struct feed_item *
choose_called(const struct feed *feed, struct folds *folds, struct sink *why)
{
    const struct feed_item *found;
    size_t count;

    found = find_called(feed, folds, true, &count);
    if (found != NULL)
        return found;
    found = find_called(feed, folds, false, &count);
    if (count == 1)
        return found;
    if (count == 0)
        LIT(why, "no episode of the feed is called so; the first are");
    else
        LIT(why, "several episodes of the feed are called so, as");
    name_titles(feed, folds, count > 0, why);
    return NULL;
}

const struct feed_item *feed_choose(const struct feed *feed, struct span title,
                                    struct span slug, struct sink *why)
{
    struct folds folds = {0};
    const struct feed_item *found = NULL;

    if (feed->count == 1)
        return &feed->items[0];
    if (title.length > 0) {
        folds.wanted = folded(title, &folds.wanted_bench);
        found = choose_called(feed, &folds, why);
    } else {
        found = newest_with_words(feed, slug, &folds.title_bench);
        if (found == NULL)
            found = newest(feed);
    }
    bench_free(&folds.wanted_bench);
    bench_free(&folds.title_bench);
    return found;
}
