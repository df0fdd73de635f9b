#include "publish/accent.h"

#define STEPS 256

/*
 * The fifth root of 0 < x <= 1 by Newton's method, since the luminance needs
 * a power of 2.4. Plain arithmetic gives the same bits on every machine,
 * which pow(3) does not promise.
 */
static double fifth_root(double x)
{
    double root = 1;

    for (int i = 0; i < 60; i++)
        root -= (root - x / (root * root * root * root)) / 5;
    return root;
}

/* A channel of sRGB, 0 to 255, as linear light (WCAG 2.2, luminance). */
static double linear(uint32_t channel)
{
    double value = channel / 255.0;
    double base = (value + 0.055) / 1.055;
    double root;

    if (value <= 0.04045)
        return value / 12.92;
    root = fifth_root(base);
    return base * base * root * root;
}

static double luminance(uint32_t colour)
{
    return 0.2126 * linear(colour >> 16 & 255) +
           0.7152 * linear(colour >> 8 & 255) + 0.0722 * linear(colour & 255);
}

double contrast(uint32_t a, uint32_t b)
{
    double light = luminance(a) + 0.05;
    double dark = luminance(b) + 0.05;

    return light > dark ? light / dark : dark / light;
}

static bool is_legible(uint32_t colour, enum scheme scheme)
{
    static const uint32_t grounds[][2] = {
        [SCHEME_LIGHT] = {ACCENT_LIGHT_PAGE, ACCENT_LIGHT_RAISED},
        [SCHEME_DARK] = {ACCENT_DARK_PAGE, ACCENT_DARK_RAISED},
    };

    return contrast(colour, grounds[scheme][0]) >= ACCENT_CONTRAST &&
           contrast(colour, grounds[scheme][1]) >= ACCENT_CONTRAST;
}

/* `colour` mixed with `step` parts in STEPS of black or white. */
static uint32_t mixed(uint32_t colour, uint32_t step, enum scheme scheme)
{
    uint32_t towards = scheme == SCHEME_LIGHT ? 0 : 255;
    uint32_t result = 0;

    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t channel = colour >> shift & 255;

        channel = (channel * (STEPS - step) + towards * step) / STEPS;
        result |= channel << shift;
    }
    return result;
}

uint32_t accent_fitted(uint32_t accent, enum scheme scheme)
{
    uint32_t step = 0;

    /* Black and white are legible, so this ends. */
    while (!is_legible(mixed(accent, step, scheme), scheme))
        step++;
    return mixed(accent, step, scheme);
}

static bool hex_digit(char c, uint32_t *digit)
{
    char lower = (char)(c | 0x20);

    if (c >= '0' && c <= '9')
        *digit = (uint32_t)(c - '0');
    else if (lower >= 'a' && lower <= 'f')
        *digit = (uint32_t)(lower - 'a') + 10;
    else
        return false;
    return true;
}

bool colour_parse(struct span text, uint32_t *colour)
{
    uint32_t sum = 0;

    if (text.length != 7 || text.at[0] != '#')
        return false;
    for (size_t i = 1; i < text.length; i++) {
        uint32_t digit;

        if (!hex_digit(text.at[i], &digit))
            return false;
        sum = sum << 4 | digit;
    }
    *colour = sum;
    return true;
}
