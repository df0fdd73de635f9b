#include "publish/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "publish/intake.h"

static void write_file(const struct compile_options *options,
                       const struct document *document)
{
    char *file = path_in_data(options->data, document->path);

    log_text(options->messages, span_of_string(file));
    free(file);
}

/* FILE: /slug: the slug "x" is also that of A, B; each needs its own */
static void complain_of_clash(const struct compile_options *options,
                              struct document *const *group, size_t count,
                              size_t which)
{
    struct sink *out = options->messages;
    bool first = true;

    write_file(options, group[which]);
    LIT(out, ": /slug: the slug \"");
    sink_ready(out, span_of_string(group[which]->slug));
    LIT(out, "\" is also that of ");
    for (size_t i = 0; i < count; i++) {
        if (i == which)
            continue;
        if (!first)
            LIT(out, ", ");
        write_file(options, group[i]);
        if (group[i]->state == DOCUMENT_REJECTED)
            LIT(out, " as it was published last");
        first = false;
    }
    LIT(out, "; each episode needs a slug of its own\n");
}

static int by_path(const void *a, const void *b)
{
    return strcmp((*(const struct document *const *)a)->path,
                  (*(const struct document *const *)b)->path);
}

static enum error reject_group(const struct compile_options *options,
                               struct catalog *catalog, struct document **group,
                               size_t count)
{
    enum error error = ERROR_NONE;

    qsort(group, count, sizeof(struct document *), by_path);
    for (size_t i = 0; i < count; i++) {
        if (group[i]->state != DOCUMENT_REJECTED)
            complain_of_clash(options, group, count, i);
    }
    for (size_t i = 0; error == ERROR_NONE && i < count; i++) {
        if (group[i]->state == DOCUMENT_REJECTED)
            continue;
        group[i]->state = DOCUMENT_REJECTED;
        error = catalog_keep(catalog, group[i]);
    }
    return error;
}

/* How many documents from `start` on share a slug. */
static size_t group_length(const struct catalog *catalog, size_t start)
{
    size_t end = start + 1;

    while (end < catalog->by_slug_count &&
           strcmp(catalog->by_slug[start]->slug, catalog->by_slug[end]->slug) ==
               0)
        end++;
    return end - start;
}

/*
 * A rejected document may go back to a slug that another one took since;
 * then that one is rejected in turn, so this ends: each round rejects one
 * more, and what was published last never clashed.
 */
enum error claims_settle(const struct compile_options *options,
                         struct catalog *catalog)
{
    bool clashed;

    do {
        enum error error = catalog_sort(catalog);

        clashed = false;
        for (size_t i = 0; error == ERROR_NONE && i < catalog->by_slug_count;) {
            size_t length = group_length(catalog, i);

            if (length > 1) {
                clashed = true;
                error = reject_group(options, catalog, &catalog->by_slug[i],
                                     length);
            }
            i += length;
        }
        if (error != ERROR_NONE)
            return error;
    } while (clashed);
    return ERROR_NONE;
}

static void warn_of_alias(const struct compile_options *options,
                          const struct mention *alias,
                          const struct document *winner)
{
    struct sink *out = options->messages;

    write_file(options, alias->document);
    LIT(out, ": /aliases/");
    sink_decimal(out, alias->index);
    LIT(out, ": warning: \"");
    sink_ready(out, span_of_string(alias->slug));
    LIT(out, "\" already leads to ");
    write_file(options, winner);
    LIT(out, ", and goes on doing so\n");
}

void claims_settle_aliases(const struct compile_options *options,
                           struct catalog *catalog)
{
    struct mention *items = catalog->aliases.items;
    size_t kept = 0;

    for (size_t i = 0; i < catalog->aliases.count; i++) {
        const struct document *winner =
            catalog_find(catalog, span_of_string(items[i].slug));

        if (winner == NULL && kept > 0 &&
            strcmp(items[kept - 1].slug, items[i].slug) == 0)
            winner = items[kept - 1].document;
        if (winner == NULL) {
            items[kept++] = items[i];
            continue;
        }
        warn_of_alias(options, &items[i], winner);
        free(items[i].slug);
    }
    catalog->aliases.count = kept;
}

void claims_check_related(const struct compile_options *options,
                          const struct catalog *catalog)
{
    struct sink *out = options->messages;

    for (size_t i = 0; i < catalog->related.count; i++) {
        const struct mention *related = &catalog->related.items[i];

        if (catalog_find(catalog, span_of_string(related->slug)) != NULL)
            continue;
        write_file(options, related->document);
        LIT(out, ": /related/");
        sink_decimal(out, related->index);
        LIT(out, ": warning: there is no episode \"");
        sink_ready(out, span_of_string(related->slug));
        LIT(out, "\"; it is left out\n");
    }
}
