#include "programs/feed_xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/escape.h"
#include "programs/library.h"
#include "publish/feed_forms.h"
#include "publish/file.h"

#define TEXT_MAX 4000 /* bytes of one text; no field takes more */

/* libxml2, loaded by whoever has a feed to read. */
#define FUNCTIONS(F)                                                           \
    F(CleanupParser)                                                           \
    F(DocGetRootElement)                                                       \
    F(FreeDoc)                                                                 \
    F(ReadMemory)                                                              \
    F(SetExternalEntityLoader)                                                 \
    F(SetStructuredErrorFunc)
#define POINTER(name) __typeof__(xml##name) *(name);
#define ROW(name) {"xml" #name, &xml.name},
static struct {
    FUNCTIONS(POINTER)
} xml;

static void load_xml(void)
{
    static const struct library_function rows[] = {FUNCTIONS(ROW)};

    library_load(LIBXML2, rows, sizeof rows / sizeof *rows);
}

/* The prefix is what most feeds give it. */
static const struct {
    enum words words;
    struct span prefix;
    struct span namespace;
} vocabularies[] = {
    {WORDS_ITUNES, SPAN_INIT("itunes"),
     SPAN_INIT("http://www.itunes.com/dtds/podcast-1.0.dtd")},
    {WORDS_PODCAST, SPAN_INIT("podcast"),
     SPAN_INIT("https://podcastindex.org/namespace/1.0")},
    {WORDS_DC, SPAN_INIT("dc"), SPAN_INIT("http://purl.org/dc/elements/1.1/")},
    {WORDS_YOUTUBE, SPAN_INIT("yt"),
     SPAN_INIT("http://www.youtube.com/xml/schemas/2015")},
};

static const xmlNode *node_of(const struct element *element)
{
    return (const xmlNode *)(const void *)element;
}

static const struct element *element_of(const xmlNode *node)
{
    return (const struct element *)(const void *)node;
}

static struct span span_of(const xmlChar *string)
{
    return span_of_string((const char *)string);
}

/* An element's name as it stands in the feed. */
struct full_name {
    struct span local;
    struct span prefix;
    struct span namespace;
};

static struct full_name name_of(const xmlNode *node)
{
    struct full_name name = {.local = span_of(node->name)};
    size_t colon = span_find(name.local, ':');

    if (node->ns != NULL) {
        name.prefix = span_of(node->ns->prefix);
        name.namespace = span_of(node->ns->href);
    } else if (colon < name.local.length) {
        name.prefix = span_first(name.local, colon);
        name.local = span_from(name.local, colon + 1);
    }
    return name;
}

static bool is_of(const struct full_name *name, enum words words)
{
    if (words == WORDS_PLAIN)
        return name->prefix.length == 0;
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++) {
        if (vocabularies[i].words == words)
            return span_equal_nocase(name->namespace,
                                     vocabularies[i].namespace) ||
                   span_equal_nocase(name->prefix, vocabularies[i].prefix);
    }
    return false;
}

static const struct element *first_named(const xmlNode *node, struct name name)
{
    for (; node != NULL; node = node->next) {
        struct full_name full;

        if (node->type != XML_ELEMENT_NODE)
            continue;
        full = name_of(node);
        if (span_equal_nocase(full.local, name.local) &&
            is_of(&full, name.words))
            return element_of(node);
    }
    return NULL;
}

const struct element *element_child(const struct element *parent,
                                    struct name name)
{
    return first_named(node_of(parent)->children, name);
}

const struct element *element_next(const struct element *element,
                                   struct name name)
{
    return first_named(node_of(element)->next, name);
}

struct span tree_keep(struct tree *tree, struct span text)
{
    char *copy;

    if (text.length == 0)
        return SPAN("");
    if (tree->text_count == tree->text_room) {
        size_t room = tree->text_room * 2 + 64;
        char **texts = realloc(tree->texts, room * sizeof *texts);

        if (texts == NULL)
            return SPAN("");
        tree->texts = texts;
        tree->text_room = room;
    }
    copy = malloc(text.length);
    if (copy == NULL)
        return SPAN("");
    memcpy(copy, text.at, text.length);
    tree->texts[tree->text_count++] = copy;
    return (struct span){copy, text.length};
}

/* Text and CDATA below; an entity of the feed's own making is left out. */
static void gather(struct sink *sink, const xmlNode *node)
{
    for (; node != NULL; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            sink_ready(sink, span_of(node->content));
        else if (node->type == XML_ELEMENT_NODE)
            gather(sink, node->children);
    }
}

static struct span text_below(struct tree *tree, const xmlNode *children)
{
    char raw[TEXT_MAX];
    char plain[TEXT_MAX];
    struct sink gathered = sink_over(raw, sizeof raw);
    struct sink sink = sink_over(plain, sizeof plain);

    gather(&gathered, children);
    if (gathered.error != ERROR_NONE)
        return SPAN("");
    feed_plain(&sink, sink_held(&gathered));
    return tree_keep(tree, sink_held(&sink));
}

struct span tree_text(struct tree *tree, const struct element *element)
{
    return text_below(tree, node_of(element)->children);
}

struct span tree_attribute(struct tree *tree, const struct element *element,
                           struct span name)
{
    for (const xmlAttr *attr = node_of(element)->properties; attr != NULL;
         attr = attr->next) {
        if (span_equal_nocase(span_of(attr->name), name))
            return text_below(tree, attr->children);
    }
    return SPAN("");
}

/* What parsing ran into first. */
struct mishap {
    int line;
    int column;
    char text[256];
};

static void note_mishap(void *context, xmlError *error)
{
    struct mishap *mishap = context;
    struct sink sink = sink_over(mishap->text, sizeof mishap->text - 1);

    if (error->level != XML_ERR_FATAL || mishap->line != 0)
        return;
    mishap->line = error->line;
    mishap->column = error->int2;
    log_text(&sink,
             span_first(span_of_string(error->message),
                        span_find(span_of_string(error->message), '\n')));
}

static void say(struct sink *why, const char *path, const char *reason)
{
    log_text(why, span_of_string(path));
    LIT(why, ": ");
    log_text(why, span_of_string(reason));
}

static void say_mishap(struct sink *why, const char *path,
                       const struct mishap *mishap)
{
    log_text(why, span_of_string(path));
    LIT(why, ":");
    sink_decimal(why, mishap->line);
    LIT(why, ":");
    sink_decimal(why, mishap->column);
    LIT(why, ": no feed can be read here: ");
    sink_ready(why, span_of_string(mishap->text));
}

static xmlParserInput *load_nothing(const char *url, const char *id,
                                    xmlParserCtxt *context)
{
    (void)url;
    (void)id;
    (void)context;
    return NULL;
}

/* A tree of libxml2's, whose limits on depth and size stay on. */
static xmlDoc *parse(struct span bytes, struct mishap *mishap)
{
    xmlDoc *document;

    xml.SetExternalEntityLoader(load_nothing);
    xml.SetStructuredErrorFunc(mishap, note_mishap);
    document = xml.ReadMemory(bytes.at, (int)bytes.length, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    xml.SetStructuredErrorFunc(NULL, NULL);
    return document;
}

bool tree_open(struct tree *tree, const char *path, struct sink *why)
{
    struct mishap mishap = {0};
    char *bytes;
    size_t length;
    enum error error = file_read(path, FEED_BYTES_MAX, &bytes, &length);

    *tree = (struct tree){0};
    load_xml();
    if (error != ERROR_NONE) {
        say(why, path,
            error == ERROR_FULL ? "is larger than 64 MiB" : strerror(errno));
        return false;
    }
    tree->document = parse((struct span){bytes, length}, &mishap);
    free(bytes);
    if (tree->document != NULL)
        tree->root = element_of(xml.DocGetRootElement(tree->document));
    else if (mishap.line > 0)
        say_mishap(why, path, &mishap);
    else
        say(why, path, length == 0 ? "is empty" : "is no XML");
    return tree->root != NULL;
}

void tree_close(struct tree *tree)
{
    for (size_t i = 0; i < tree->text_count; i++)
        free(tree->texts[i]);
    free(tree->texts);
    xml.FreeDoc(tree->document);
    xml.CleanupParser();
    *tree = (struct tree){0};
}
