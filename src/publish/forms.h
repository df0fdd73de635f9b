/*
 * forms.h - the forms that texts in documents have: how long they are and
 * what they look like, with the words that tell an author what is right.
 */
#ifndef TLEXDR_PUBLISH_FORMS_H
#define TLEXDR_PUBLISH_FORMS_H

#include "base/span.h"

/* One thing that a text must be, or should be. */
struct demand {
    bool (*holds)(struct span text);
    struct span otherwise; /* what to say where it doesn't */
};

#define FORM_DEMANDS 2

struct form {
    size_t least;             /* code points */
    size_t most;              /* 0: as many as one likes */
    const struct span *words; /* the only texts allowed, or NULL */
    size_t word_count;
    /* The first that doesn't hold rejects; a later one may build on it. */
    struct demand demands[FORM_DEMANDS];
    struct demand wish; /* what brings a warning alone */
};

/* Whether `text`, which is UTF-8, would pass; wishes aside. */
bool form_fits(const struct form *form, struct span text);

extern const struct form form_text;      /* 1 to 20000 characters */
extern const struct form form_short;     /* 1 to 300 */
extern const struct form form_name_part; /* up to 100 */
extern const struct form form_filled;    /* 1 or more */
extern const struct form form_free;      /* anything */
extern const struct form form_slug;
extern const struct form form_label; /* S02E07 */
extern const struct form form_role;
extern const struct form form_kind;
extern const struct form form_date;
extern const struct form form_time;
extern const struct form form_language;
extern const struct form form_youtube;
extern const struct form form_url;
extern const struct form form_link; /* a URL of any length */
extern const struct form form_contact;
extern const struct form form_base_url;
extern const struct form form_accent;
extern const struct form form_path;

#endif
