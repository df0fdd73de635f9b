#include "find/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "find/units.h"
#include "text/words.h"

enum error index_begin(struct index *index, const struct build *build,
                       struct row show, unsigned workers)
{
    enum error error = ERROR_NONE;

    *index = (struct index){.show = show};
    index->words = calloc(workers, sizeof *index->words);
    if (index->words == NULL)
        return ERROR_MEMORY;
    while (error == ERROR_NONE && index->workers < workers)
        error = runs_begin(&index->words[index->workers++], build_spool(build));
    return error;
}

void index_end(struct index *index)
{
    for (unsigned i = 0; i < index->workers; i++)
        runs_end(&index->words[i]);
    free(index->words);
    free(index->episodes);
    writer_free(&index->writer);
    *index = (struct index){.workers = 0};
}

enum error index_episode(struct index *index, struct span slug,
                         struct row episode)
{
    struct span video = record_text(episode, EPISODE_YOUTUBE);
    struct indexed *indexed;

    if (index->episode_count == index->episode_room) {
        size_t room = index->episode_room * 2 + 64;
        struct indexed *larger =
            reallocarray(index->episodes, room, sizeof *index->episodes);

        if (larger == NULL)
            return ERROR_MEMORY;
        index->episodes = larger;
        index->episode_room = room;
    }
    indexed = &index->episodes[index->episode_count++];
    *indexed =
        (struct indexed){.slug = slug,
                         .first = index->units,
                         .has_video = video.length == sizeof indexed->video};
    if (indexed->has_video)
        memcpy(indexed->video, video.at, video.length);
    index->units += units_of(episode);
    return ERROR_NONE;
}

static enum error note_words(struct runs *runs, uint32_t unit, struct span text)
{
    struct words words;
    struct span word;
    enum error error = ERROR_NONE;

    words_begin(&words, text);
    while (error == ERROR_NONE && words_next(&words, &word))
        error = runs_add(runs, word_hash(word), unit);
    return error;
}

enum error index_words(struct index *index, unsigned worker, uint32_t first,
                       struct row episode)
{
    uint32_t count = units_of(episode);
    enum error error = ERROR_NONE;

    for (uint32_t unit = 0; error == ERROR_NONE && unit < count; unit++) {
        struct span text;

        for (uint32_t i = 0; error == ERROR_NONE &&
                             unit_text(index->show, episode, unit, i, &text);
             i++)
            error = note_words(&index->words[worker], first + unit, text);
    }
    return error;
}

static enum error put_written(struct index *index, struct build *build,
                              struct span key, struct sink *why)
{
    struct span bytes;
    enum error error = writer_end(&index->writer, &bytes);

    return error != ERROR_NONE ? error : build_put(build, key, bytes, why);
}

static int by_video(const void *a, const void *b)
{
    const struct indexed *const *first = a;
    const struct indexed *const *second = b;
    int order =
        memcmp((*first)->video, (*second)->video, sizeof(*first)->video);

    return order != 0 ? order : span_compare((*first)->slug, (*second)->slug);
}

/* Puts the record of the video that `count` episodes from `list` on show. */
static enum error put_video(struct index *index, struct build *build,
                            const struct indexed *const *list, uint32_t count,
                            struct sink *why)
{
    struct writer *writer = &index->writer;
    struct key key =
        key_of(KEY_VIDEO, (struct span){list[0]->video, sizeof list[0]->video});
    writer_handle first;

    writer_begin(writer, SHAPE_VIDEO, key_span(&key));
    first =
        writer_rows(writer, WRITER_ROOT, VIDEO_SLUGS, SHAPE_TEXT_ROW, count);
    for (uint32_t i = 0; i < count; i++)
        writer_text(writer, writer_row(first, SHAPE_TEXT_ROW, i), TEXT_ROW_TEXT,
                    list[i]->slug);
    return put_written(index, build, key_span(&key), why);
}

static enum error put_sorted_videos(struct index *index, struct build *build,
                                    const struct indexed **list, size_t count,
                                    struct sink *why)
{
    enum error error = ERROR_NONE;
    uint32_t same;

    qsort(list, count, sizeof *list, by_video);
    for (size_t i = 0; error == ERROR_NONE && i < count; i += same) {
        for (same = 1;
             i + same < count && memcmp(list[i]->video, list[i + same]->video,
                                        sizeof list[i]->video) == 0;
             same++)
            ;
        error = put_video(index, build, list + i, same, why);
    }
    return error;
}

static enum error put_videos(struct index *index, struct build *build,
                             struct sink *why)
{
    const struct indexed **list =
        calloc(index->episode_count + 1, sizeof(const struct indexed *));
    size_t count = 0;
    enum error error;

    if (list == NULL)
        return ERROR_MEMORY;
    for (size_t i = 0; i < index->episode_count; i++) {
        if (index->episodes[i].has_video)
            list[count++] = &index->episodes[i];
    }
    error = put_sorted_videos(index, build, list, count, why);
    free(list);
    return error;
}

/* The unit behind the last of an episode's. */
static uint32_t units_end(const struct index *index, size_t episode)
{
    return episode + 1 < index->episode_count
               ? index->episodes[episode + 1].first
               : index->units;
}

/* Puts the run that starts with `unit`; *episode is the first in it. */
static enum error put_run(struct index *index, struct build *build,
                          uint32_t unit, size_t *episode, struct sink *why)
{
    struct writer *writer = &index->writer;
    struct key key = key_of_units(unit);
    uint32_t count = 0;
    writer_handle first;

    while (units_end(index, *episode) <= unit)
        ++*episode;
    while (*episode + count < index->episode_count &&
           index->episodes[*episode + count].first < unit + UNITS_LENGTH)
        count++;
    writer_begin(writer, SHAPE_UNITS, key_span(&key));
    writer_whole(writer, WRITER_ROOT, UNITS_TOTAL, index->units);
    first = writer_rows(writer, WRITER_ROOT, UNITS_PLACES, SHAPE_PLACE, count);
    for (uint32_t i = 0; i < count; i++) {
        writer_handle row = writer_row(first, SHAPE_PLACE, i);

        writer_text(writer, row, PLACE_SLUG,
                    index->episodes[*episode + i].slug);
        writer_whole(writer, row, PLACE_FIRST,
                     index->episodes[*episode + i].first);
    }
    return put_written(index, build, key_span(&key), why);
}

static enum error put_units(struct index *index, struct build *build,
                            struct sink *why)
{
    size_t episode = 0;
    enum error error = ERROR_NONE;

    for (uint32_t unit = 0; error == ERROR_NONE && unit < index->units;
         unit += UNITS_LENGTH)
        error = put_run(index, build, unit, &episode, why);
    return error;
}

/* The word whose units are being gathered. */
struct gathering {
    struct index *index;
    struct build *build;
    struct sink *why;
    uint64_t word;
    unsigned char *units;
    size_t count;
    size_t room;
};

static enum error put_word(struct gathering *gathering)
{
    struct key key = key_of_word(gathering->word);
    struct writer *writer = &gathering->index->writer;
    struct span units = {(const char *)gathering->units, gathering->count * 4};

    if (gathering->count == 0)
        return ERROR_NONE;
    gathering->count = 0;
    writer_begin(writer, SHAPE_WORD, key_span(&key));
    writer_text(writer, WRITER_ROOT, WORD_UNITS, units);
    return put_written(gathering->index, gathering->build, key_span(&key),
                       gathering->why);
}

static enum error gather(void *context, const struct entry *entry)
{
    struct gathering *gathering = context;
    enum error error = ERROR_NONE;

    if (entry->word != gathering->word)
        error = put_word(gathering);
    gathering->word = entry->word;
    if (gathering->count == gathering->room) {
        size_t room = gathering->room * 2 + 1024;
        unsigned char *larger = reallocarray(gathering->units, room, 4);

        if (larger == NULL)
            return ERROR_MEMORY;
        gathering->units = larger;
        gathering->room = room;
    }
    store_u32(gathering->units + 4 * gathering->count++, entry->unit);
    return error;
}

static enum error put_words(struct index *index, struct build *build,
                            struct sink *why)
{
    struct gathering gathering = {.index = index, .build = build, .why = why};
    enum error error =
        runs_merge(index->words, index->workers, gather, &gathering);

    if (error == ERROR_NONE)
        error = put_word(&gathering);
    free(gathering.units);
    return error;
}

enum error index_put(struct index *index, struct build *build, struct sink *why)
{
    enum error error = put_videos(index, build, why);

    if (error == ERROR_NONE)
        error = put_units(index, build, why);
    if (error == ERROR_NONE)
        error = put_words(index, build, why);
    return error;
}
