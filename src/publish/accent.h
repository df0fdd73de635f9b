/*
 * accent.h - a site's accent colour made legible in both colour schemes.
 *
 * Links and marks in the accent stand on the page and on raised surfaces.
 * WCAG 2.2 (success criterion 1.4.3) asks for a contrast of 4.5:1 with what
 * is behind a text; so the accent is darkened, or lightened, in the smallest
 * steps until it has that with both. Its hue stays.
 */
#ifndef TLEXDR_PUBLISH_ACCENT_H
#define TLEXDR_PUBLISH_ACCENT_H

#include "base/span.h"

/* The backgrounds, as src/render/style.css names them: --page, --raised. */
#define ACCENT_LIGHT_PAGE 0xfdfcfa
#define ACCENT_LIGHT_RAISED 0xf5f2ec
#define ACCENT_DARK_PAGE 0x16181b
#define ACCENT_DARK_RAISED 0x1f2226

#define ACCENT_CONTRAST 4.5

enum scheme { SCHEME_LIGHT, SCHEME_DARK };

/* The contrast of two colours, 0xrrggbb: 1 to 21. */
double contrast(uint32_t a, uint32_t b);

/* The colour nearest to `accent` that is legible in `scheme`. */
uint32_t accent_fitted(uint32_t accent, enum scheme scheme);

/* Reads #rrggbb; false for anything else. */
bool colour_parse(struct span text, uint32_t *colour);

#endif
