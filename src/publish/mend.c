#include "publish/mend.h"

#include "find/address.h"
#include "publish/feed_forms.h"

static void mend_date(struct span text, struct sink *mended)
{
    struct date date;

    if (feed_date(text, &date))
        date_write(mended, date);
}

static void mend_youtube(struct span text, struct sink *mended)
{
    struct span id;

    if (feed_video(text, &id))
        sink_ready(mended, id);
}

/* Lower case, and a hyphen for each run of anything else; ASCII alone. */
static void mend_slug(struct span text, struct sink *mended)
{
    bool between = false;

    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];

        if ((unsigned char)c >= 0x80) {
            sink_fail(mended, ERROR_INPUT);
            return;
        }
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
            between = true;
            continue;
        }
        if (between && sink_length(mended) > 0)
            LIT(mended, "-");
        between = false;
        sink_byte(mended, c);
    }
}

static void mend_url(struct span text, struct sink *mended)
{
    if (!span_starts(text, SPAN("www.")))
        return;
    LIT(mended, "https://");
    sink_ready(mended, text);
}

static void mend_base_url(struct span text, struct sink *mended)
{
    while (span_ends(text, SPAN("/")))
        text = span_first(text, text.length - 1);
    sink_ready(mended, text);
}

/* en_US for en-US. */
static void mend_language(struct span text, struct sink *mended)
{
    for (size_t i = 0; i < text.length; i++)
        sink_byte(mended, text.at[i] == '_' ? '-' : text.at[i]);
}

static void mend_word(const struct form *form, struct span text,
                      struct sink *mended)
{
    for (size_t i = 0; i < form->word_count; i++) {
        if (span_equal_nocase(form->words[i], text)) {
            sink_ready(mended, form->words[i]);
            return;
        }
    }
}

static const struct {
    const struct form *form;
    void (*mend)(struct span text, struct sink *mended);
} menders[] = {
    {&form_date, mend_date},         {&form_youtube, mend_youtube},
    {&form_slug, mend_slug},         {&form_url, mend_url},
    {&form_link, mend_url},          {&form_base_url, mend_base_url},
    {&form_language, mend_language},
};

bool mend_text(const struct form *form, struct span text, struct sink *mended)
{
    if (form->words != NULL)
        mend_word(form, text, mended);
    for (size_t i = 0; i < sizeof menders / sizeof *menders; i++) {
        if (menders[i].form == form)
            menders[i].mend(text, mended);
    }
    return mended->error == ERROR_NONE && sink_length(mended) > 0 &&
           form_fits(form, sink_held(mended));
}

int64_t mend_seconds(struct span text)
{
    return moment_read(span_trim(text));
}
