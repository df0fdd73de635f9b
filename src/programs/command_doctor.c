#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/escape.h"
#include "programs/command.h"
#include "programs/doctor.h"
#include "serve/serve.h"
#include "store/layout.h"

/* No program of this version ran before; a clock that says so is wrong. */
#define EARLIEST INT64_C(1767225600) /* 2026-01-01T00:00:00Z */
#define DAY 86400

struct sink *doctor_begin(struct doctor *doctor, enum finding finding,
                          struct span subject)
{
    static const struct span words[] = {
        [FINDING_GOOD] = SPAN_INIT("good     "),
        [FINDING_PROBLEM] = SPAN_INIT("problem  "),
        [FINDING_UNKNOWN] = SPAN_INIT("unknown  ")};

    if (finding == FINDING_PROBLEM)
        doctor->problems++;
    sink_ready(doctor->out, words[finding]);
    sink_ready(doctor->out, subject);
    LIT(doctor->out, ": ");
    return doctor->out;
}

void doctor_end(struct doctor *doctor, struct span cure)
{
    LIT(doctor->out, "\n");
    if (cure.length == 0)
        return;
    LIT(doctor->out, "         ");
    sink_ready(doctor->out, cure);
    LIT(doctor->out, "\n");
}

void doctor_find(struct doctor *doctor, enum finding finding,
                 struct span subject, struct span matter, struct span cure)
{
    sink_ready(doctor_begin(doctor, finding, subject), matter);
    doctor_end(doctor, cure);
}

bool doctor_is_barred(struct doctor *doctor, struct span subject,
                      const char *path)
{
    struct sink *out;

    if (errno != EACCES && errno != EPERM)
        return false;
    out = doctor_begin(doctor, FINDING_UNKNOWN, subject);
    log_text(out, span_of_string(path));
    LIT(out, ": you may not look there; run doctor as root");
    doctor_end(doctor, SPAN(""));
    return true;
}

static void write_layout(struct sink *out, const struct layout *layout)
{
    sink_decimal(out, layout->word_bits);
    LIT(out, " bit, ");
    sink_ready(out, layout->big_endian ? SPAN("big") : SPAN("little"));
    LIT(out, " endian, pages of ");
    sink_decimal(out, layout->page_size);
    LIT(out, " bytes");
}

/* Word size and byte order must be this machine's; page size need not. */
static void examine_layout(struct doctor *doctor)
{
    struct layout here = layout_here();
    struct layout layout;
    struct sink *out;
    bool fits;

    if (layout_read(doctor->data, &layout) != ERROR_NONE)
        return; /* opening it says why */
    fits = layout.word_bits == here.word_bits &&
           layout.big_endian == here.big_endian;
    out = doctor_begin(doctor, fits ? FINDING_GOOD : FINDING_PROBLEM,
                       SPAN("layout"));
    LIT(out, "the store has ");
    write_layout(out, &layout);
    LIT(out, "; this machine has ");
    write_layout(out, &here);
    doctor_end(doctor, fits ? SPAN("")
                            : SPAN("a store is for one kind of machine; "
                                   "compile DATA on this one"));
}

static void examine_store(struct doctor *doctor)
{
    char text[512];
    struct sink why = sink_over(text, sizeof text);
    struct sink *out;

    if (access(doctor->data, R_OK) != 0 &&
        doctor_is_barred(doctor, SPAN("store"), doctor->data))
        return;
    if (generation_open(doctor->data, 1, false, &doctor->generation, &why) !=
        ERROR_NONE) {
        doctor->generation = NULL;
        doctor_find(doctor, FINDING_PROBLEM, SPAN("store"), sink_held(&why),
                    SPAN("publish: tlexdr compile -o STORE DATA"));
        return;
    }
    out = doctor_begin(doctor, FINDING_GOOD, SPAN("store"));
    LIT(out, "generation ");
    sink_ready(out, generation_hash(doctor->generation));
    LIT(out, ", ");
    sink_decimal(out, (int64_t)generation_size(doctor->generation));
    LIT(out, " bytes");
    doctor_end(doctor, SPAN(""));
    if (sink_held(&why).length > 0)
        doctor_find(doctor, FINDING_PROBLEM, SPAN("corpus"), sink_held(&why),
                    SPAN("publish again: tlexdr compile -o STORE DATA"));
    if (!span_equal(generation_renderer(doctor->generation), serve_renderer()))
        doctor_find(doctor, FINDING_PROBLEM, SPAN("store"),
                    SPAN("its pages were made by another version of tlexdr, "
                         "so that each is rendered anew when it is asked for"),
                    SPAN("publish again: tlexdr compile -o STORE DATA"));
}

/* The next generation is written beside this one, from a spool as large. */
static void examine_space(struct doctor *doctor)
{
    struct statvfs space;
    struct stat status = {0};
    struct sink *out;
    uint64_t free_bytes;
    uint64_t needed;
    bool enough;

    if (statvfs(doctor->store, &space) != 0)
        return; /* without a folder there is more to mend */
    if ((space.f_flag & ST_RDONLY) != 0) {
        doctor_find(doctor, FINDING_GOOD, SPAN("space"),
                    SPAN("read-only: nothing is published here"), SPAN(""));
        return;
    }
    stat(doctor->data, &status);
    free_bytes = (uint64_t)space.f_bavail * space.f_frsize;
    needed = (uint64_t)status.st_size * 2;
    if (doctor->generation != NULL) /* and its corpus */
        needed = (uint64_t)status.st_size + generation_size(doctor->generation);
    enough =
        free_bytes >= needed && (space.f_files == 0 || space.f_favail >= 4);
    out = doctor_begin(doctor, enough ? FINDING_GOOD : FINDING_PROBLEM,
                       SPAN("space"));
    sink_decimal(out, (int64_t)(free_bytes >> 20));
    LIT(out, " MiB are free; the next publish takes up to ");
    sink_decimal(out, (int64_t)(needed >> 20) + 1);
    if (enough)
        LIT(out, " MiB");
    else
        LIT(out, " MiB, and a file or two");
    doctor_end(doctor,
               enough ? SPAN("") : SPAN("make room in its file system"));
}

static void examine_clock(struct doctor *doctor)
{
    int64_t now = (int64_t)time(NULL);
    struct stat status = {0};
    bool early;
    struct sink *out;

    stat(doctor->data, &status);
    early = now < EARLIEST || now < (int64_t)status.st_mtime - DAY;
    out = doctor_begin(doctor, early ? FINDING_PROBLEM : FINDING_GOOD,
                       SPAN("clock"));
    time_write(out, now);
    if (now < EARLIEST)
        LIT(out, " is before this program was written");
    else if (early)
        LIT(out, " is before the store was published");
    doctor_end(doctor, early ? SPAN("set the clock, as with timedatectl "
                                    "set-ntp true; today's date is in "
                                    "citations")
                             : SPAN(""));
}

static void examine_answers(struct doctor *doctor)
{
    const char *path = doctor->socket;

    if (path == NULL)
        path = DOCTOR_SOCKET;
    if (doctor->socket == NULL && access(path, F_OK) != 0 && errno == ENOENT) {
        doctor_find(
            doctor, FINDING_UNKNOWN, SPAN("socket"),
            SPAN("there is none at " DOCTOR_SOCKET "; --socket names another"),
            SPAN(""));
    } else {
        doctor_examine_socket(doctor, path);
        if (access(path, F_OK) == 0)
            doctor_examine_worker(doctor, path);
    }
    if (doctor->generation != NULL)
        doctor_examine_site(doctor);
}

static const char *read_arguments(int argc, char **argv, struct doctor *doctor)
{
    static const struct option names[] = {
        {"socket", required_argument, NULL, 's'}, {NULL, 0, NULL, 0}};
    int letter;

    opterr = 0;
    while ((letter = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (letter != 's')
            return "there is no such option, or its value is missing";
        doctor->socket = optarg + (strncmp(optarg, "unix:", 5) == 0 ? 5 : 0);
    }
    if (argc - optind != 1)
        return "a STORE is needed";
    doctor->store = argv[optind];
    if (snprintf(doctor->data, sizeof doctor->data, "%s/data.mdb",
                 doctor->store) >= (int)sizeof doctor->data)
        return "STORE is too long";
    return NULL;
}

int command_doctor(int argc, char **argv)
{
    char buffer[4096];
    struct sink out = command_output(STDOUT_FILENO, buffer, sizeof buffer);
    struct doctor doctor = {.out = &out};
    const char *misuse = read_arguments(argc, argv, &doctor);
    int status;

    if (misuse != NULL)
        return command_misuse(argv[0], misuse);
    examine_layout(&doctor);
    examine_store(&doctor);
    examine_space(&doctor);
    examine_clock(&doctor);
    examine_answers(&doctor);
    generation_close(doctor.generation);
    status = command_finish(&out);
    return doctor.problems > 0 ? STATUS_BAD : status;
}
