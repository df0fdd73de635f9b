/*
 * styles.h - what each written style prints. An item comes in the style's
 * view; see style.h.
 */
#ifndef TLEXDR_CITE_STYLES_H
#define TLEXDR_CITE_STYLES_H

#include "cite/order.h"
#include "cite/pen.h"

/* Publication Manual of the APA, 7th edition. */
void apa_bibliography(struct pen *pen, const struct cite_item *item);
void apa_intext(struct pen *pen, const struct cite_item *item);

/* MLA Handbook, 9th edition. */
void mla_bibliography(struct pen *pen, const struct cite_item *item);
void mla_intext(struct pen *pen, const struct cite_item *item);

/* The Chicago Manual of Style, 17th edition: author-date, and notes. */
void chicago_bibliography(struct pen *pen, const struct cite_item *item);
void chicago_intext(struct pen *pen, const struct cite_item *item);
void chicago_notes_bibliography(struct pen *pen, const struct cite_item *item);
void chicago_notes_note(struct pen *pen, const struct cite_item *item);

/* IEEE Reference Guide, 2023. */
void ieee_bibliography(struct pen *pen, const struct cite_item *item);
void ieee_intext(struct pen *pen, const struct cite_item *item);

/* Cite Them Right, 12th edition. */
void harvard_bibliography(struct pen *pen, const struct cite_item *item);
void harvard_intext(struct pen *pen, const struct cite_item *item);

/* Citing Medicine, 2nd edition, citation-sequence. */
void vancouver_bibliography(struct pen *pen, const struct cite_item *item);
void vancouver_intext(struct pen *pen, const struct cite_item *item);

/* How those that sort have their lists. */
extern const struct cite_listing apa_listing;
extern const struct cite_listing mla_listing;
extern const struct cite_listing chicago_listing;
extern const struct cite_listing chicago_notes_listing;
extern const struct cite_listing harvard_listing;

#endif
