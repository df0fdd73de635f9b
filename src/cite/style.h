/*
 * style.h - the one table of citation styles and formats.
 *
 * Each style sees the same item through a view of its own, since the styles
 * differ in whom they name: MLA and Chicago name guests and hosts in their
 * roles; APA names the hosts; IEEE, Harvard and Vancouver name authors alone,
 * and a conversation's authors are its hosts.
 */
#ifndef TLEXDR_CITE_STYLE_H
#define TLEXDR_CITE_STYLE_H

#include "cite/item.h"

enum cite_view {
    VIEW_SERVED, /* hosts and guests, in their roles */
    VIEW_HOSTS,  /* hosts only, in their role */
    VIEW_AUTHORS /* hosts only, as authors */
};

enum cite_part {
    CITE_BIBLIOGRAPHY, /* the entry of a list */
    CITE_NOTE,         /* a first footnote; in-text styles: as CITE_INTEXT */
    CITE_INTEXT,       /* in running text; note styles: as CITE_NOTE */
    CITE_PARTS
};

enum cite_as { CITE_TEXT, CITE_HTML, CITE_MARKDOWN };

struct pen;

struct cite_listing;

struct cite_style {
    struct span name;  /* as in addresses: apa */
    struct span alias; /* the id that DOI services use, or empty */
    struct span title; /* for people */
    enum cite_view view;

    /* A written style's parts; NULL for a file. */
    void (*bibliography)(struct pen *pen, const struct cite_item *item);
    void (*intext)(struct pen *pen, const struct cite_item *item);
    bool british; /* ‘single’ quotes, with punctuation outside */
    bool note;    /* cites in notes, not in the text */
    const struct cite_listing *listing; /* NULL: lists keep their order */

    /* A file's content, its media type and its name's ending; else NULL. */
    void (*file)(struct sink *sink, const struct cite_item *items,
                 size_t count);
    struct span type;
    struct span extension;
    struct span between; /* entries of a file */
};

/* By name or alias, exactly; NULL where there is none. */
const struct cite_style *cite_style_find(struct span name);

/* All of them in the order in which they are listed; NULL past the end. */
const struct cite_style *cite_style_at(size_t index);

#endif
