#include "find/units.h"

uint32_t units_of(struct row episode)
{
    return 1 + record_rows(episode, EPISODE_QUOTES, SHAPE_QUOTE).count;
}

static bool quote_text(struct row quote, uint32_t index, struct span *text)
{
    static const unsigned fields[] = {QUOTE_TEXT, QUOTE_SPEAKER};

    if (index >= sizeof fields / sizeof *fields)
        return false;
    *text = record_text(quote, fields[index]);
    return true;
}

static bool episode_text(struct row show, struct row episode, uint32_t index,
                         struct span *text)
{
    static const unsigned fields[] = {EPISODE_TITLE, EPISODE_SUBTITLE};
    const uint32_t count = sizeof fields / sizeof *fields;
    struct rows people = record_rows(episode, EPISODE_PEOPLE, SHAPE_PERSON);

    if (index < count)
        *text = record_text(episode, fields[index]);
    else if (index == count)
        *text = label_text(record_text(episode, EPISODE_NUMBER));
    else if (index == count + 1)
        *text = record_text(show, SHOW_NAME);
    else if (index - count - 2 < people.count)
        *text = record_text(rows_at(people, index - count - 2), PERSON_NAME);
    else
        return false;
    return true;
}

bool unit_text(struct row show, struct row episode, uint32_t number,
               uint32_t index, struct span *text)
{
    struct rows quotes;

    if (number == 0)
        return episode_text(show, episode, index, text);
    quotes = record_rows(episode, EPISODE_QUOTES, SHAPE_QUOTE);
    return quote_text(rows_at(quotes, number - 1), index, text);
}
