#include "publish/rules.h"

/* What is not listed has no rule but its type. */

static const struct rule person_rules[person_field_count] = {
    [PERSON_NAME] = {.required = true, .form = &form_short},
    [PERSON_GIVEN] = {.form = &form_name_part},
    [PERSON_FAMILY] = {.form = &form_name_part},
    [PERSON_PARTICLE] = {.form = &form_name_part},
    [PERSON_DROPPING] = {.form = &form_name_part},
    [PERSON_SUFFIX] = {.form = &form_name_part},
    [PERSON_ROLE] = {.form = &form_role, .fallback = SPAN_INIT("guest")},
    [PERSON_URL] = {.form = &form_url},
};

static const struct rule takeaway_rules[takeaway_field_count] = {
    [TAKEAWAY_TEXT] = {.required = true, .form = &form_text},
    [TAKEAWAY_WHY] = {.form = &form_text},
    [TAKEAWAY_AT] = {.moment = true},
};

static const struct rule insight_rules[insight_field_count] = {
    [INSIGHT_TITLE] = {.required = true, .form = &form_short},
    [INSIGHT_AT] = {.moment = true},
    [INSIGHT_POINTS] = {.required = true,
                        .not_empty = true,
                        .form = &form_text},
};

static const struct rule surprise_rules[surprise_field_count] = {
    [SURPRISE_SPEAKER] = {.form = &form_short},
    [SURPRISE_TEXT] = {.required = true, .form = &form_text},
    [SURPRISE_AT] = {.moment = true},
};

static const struct rule quote_rules[quote_field_count] = {
    [QUOTE_TEXT] = {.required = true, .form = &form_text},
    [QUOTE_SPEAKER] = {.required = true, .form = &form_short},
    [QUOTE_AT] = {.moment = true},
};

static const struct rule term_rules[term_field_count] = {
    [TERM_TERM] = {.required = true, .form = &form_short},
    [TERM_DEFINITION] = {.required = true, .form = &form_text},
};

static const struct rule reference_rules[reference_field_count] = {
    [REFERENCE_TITLE] = {.required = true, .form = &form_short},
    [REFERENCE_BY] = {.form = &form_short},
    [REFERENCE_KIND] = {.form = &form_kind, .fallback = SPAN_INIT("other")},
    [REFERENCE_URL] = {.form = &form_url},
};

static const struct rule episode_rules[episode_field_count] = {
    [EPISODE_SLUG] = {.required = true, .form = &form_slug},
    [EPISODE_NUMBER] = {.form = &form_label},
    [EPISODE_TITLE] = {.required = true, .form = &form_short},
    [EPISODE_SUBTITLE] = {.form = &form_short},
    [EPISODE_ABSTRACT] = {.form = &form_text},
    [EPISODE_PEOPLE] = {.required = true},
    [EPISODE_PUBLISHED] = {.form = &form_date},
    [EPISODE_LANGUAGE] = {.form = &form_language, .fallback = SPAN_INIT("en")},
    [EPISODE_YOUTUBE] = {.form = &form_youtube},
    [EPISODE_AUDIO] = {.form = &form_url},
    [EPISODE_REFRESHED] = {.form = &form_time},
    [EPISODE_TAKEAWAYS] = {.not_empty = true},
    [EPISODE_NARRATIVE] = {.form = &form_text},
    [EPISODE_TOPICS] = {.form = &form_short},
    [EPISODE_OPEN] = {.form = &form_text},
    [EPISODE_SPECIALIST] = {.form = &form_text},
    [EPISODE_TRANSCRIPT] = {.form = &form_path},
    [EPISODE_RELATED] = {.form = &form_slug},
    [EPISODE_ALIASES] = {.form = &form_slug},
};

static const struct rule show_rules[show_field_count] = {
    [SHOW_NAME] = {.required = true, .form = &form_free},
    [SHOW_SHORT] = {.form = &form_free},
    [SHOW_PUBLISHER] = {.form = &form_free},
    [SHOW_URL] = {.form = &form_link},
};

static const struct rule premium_rules[premium_field_count] = {
    [PREMIUM_PRICE] = {.required = true, .form = &form_free},
    [PREMIUM_UPGRADE_URL] = {.required = true, .form = &form_link},
};

static const struct rule site_rules[site_field_count] = {
    [SITE_NAME] = {.required = true, .form = &form_filled},
    [SITE_BASE_URL] = {.required = true, .form = &form_base_url},
    [SITE_TAGLINE] = {.form = &form_free},
    [SITE_LANGUAGE] = {.form = &form_language, .fallback = SPAN_INIT("en")},
    [SITE_SHOW] = {.required = true, .single = true},
    [SITE_PREMIUM] = {.single = true},
    [SITE_CONTACT] = {.form = &form_contact},
    [SITE_ACCENT] = {.form = &form_accent},
    [SITE_LICENSE] = {.form = &form_link},
};

static const struct {
    const struct rule *rules;
    struct span called;
} shapes[SHAPE_COUNT] = {
    [SHAPE_PERSON] = {person_rules, SPAN_INIT("a person")},
    [SHAPE_TAKEAWAY] = {takeaway_rules, SPAN_INIT("a takeaway")},
    [SHAPE_INSIGHT] = {insight_rules, SPAN_INIT("an insight")},
    [SHAPE_SURPRISE] = {surprise_rules, SPAN_INIT("a surprising moment")},
    [SHAPE_QUOTE] = {quote_rules, SPAN_INIT("a quote")},
    [SHAPE_TERM] = {term_rules, SPAN_INIT("a term")},
    [SHAPE_REFERENCE] = {reference_rules, SPAN_INIT("a reference")},
    [SHAPE_EPISODE] = {episode_rules, SPAN_INIT("an episode document")},
    [SHAPE_SHOW] = {show_rules, SPAN_INIT("the show")},
    [SHAPE_PREMIUM] = {premium_rules, SPAN_INIT("the premium offer")},
    [SHAPE_SITE] = {site_rules, SPAN_INIT("a site document")},
};

const struct rule *rule_of(enum shape shape, unsigned field)
{
    return &shapes[shape].rules[field];
}

struct span shape_called(enum shape shape)
{
    return shapes[shape].called;
}

bool key_is_ignored(enum shape shape, struct span key)
{
    return shape == SHAPE_EPISODE && span_equal(key, SPAN("computed"));
}
