/*
 * assets.h - the files that the build embeds: style.css, script.js and
 * favicon.svg, as they are served but for the site's accents.
 */
#ifndef TLEXDR_RENDER_ASSETS_H
#define TLEXDR_RENDER_ASSETS_H

#include "base/span.h"

extern const struct span style_file;
extern const struct span script_file;
extern const struct span favicon_file;

#endif
