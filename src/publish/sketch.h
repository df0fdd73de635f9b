/*
 * sketch.h - a document to begin with: what is known of an episode before
 * anyone has summed it up.
 */
#ifndef TLEXDR_PUBLISH_SKETCH_H
#define TLEXDR_PUBLISH_SKETCH_H

#include "base/sink.h"

#define SKETCH_PEOPLE 32

struct sketch_person {
    struct span name;
    struct span url;
    bool host;
};

/* What is empty, or a duration of 0, is unknown. */
struct sketch {
    struct span slug;
    struct span number;
    struct span title;
    struct sketch_person people[SKETCH_PEOPLE]; /* in any order */
    unsigned person_count;
    struct span published;
    int64_t duration;
    struct span language;
    struct span youtube;
    struct span audio;
    struct span transcript;
};

/*
 * Writes the document, laid out for people: what is known, then an empty list
 * for each kind of thing that a summary holds, but for takeaways, which
 * mustn't be empty. Hosts come first.
 */
void sketch_write(struct sink *sink, const struct sketch *sketch);

/*
 * Writes a site's document for a show of this name, or for one that is still
 * to be named, where that is empty. Its base_url is where nginx/run serves.
 */
void sketch_write_site(struct sink *sink, struct span show);

/*
 * The file, as DATA/PATH, of the document in `data` that has this slug, or
 * NULL; the caller frees it. What is wrong with the folder goes unsaid.
 */
char *document_with_slug(const char *data, struct span slug);

#endif
