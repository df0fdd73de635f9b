/*
 * command.h - the subcommands of tlexdr. Each is a row of the table in
 * tlexdr.c and a function in a file of its own.
 */
#ifndef TLEXDR_PROGRAMS_COMMAND_H
#define TLEXDR_PROGRAMS_COMMAND_H

#include "base/sink.h"

#define STATUS_GOOD 0
#define STATUS_BAD 1
#define STATUS_USAGE 2

/* Each takes what follows `tlexdr`, its own name first; an exit status. */
int command_check(int argc, char **argv);
int command_cite(int argc, char **argv);
int command_compile(int argc, char **argv);
int command_doctor(int argc, char **argv);
int command_dump(int argc, char **argv);
int command_export(int argc, char **argv);
int command_links(int argc, char **argv);
int command_new(int argc, char **argv);
int command_render(int argc, char **argv);
int command_schema(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_watch(int argc, char **argv);

/* Compiles, and prints what came of it as `compile` does; an exit status. */
struct compile_options;
int command_publish(const struct compile_options *options);

/* How many threads suit this machine. */
unsigned command_cpus(void);

/* Prints `name`'s usage to stderr after `complaint`; STATUS_USAGE. */
int command_misuse(const char *name, const char *complaint);

/* Prints `name`'s usage to stdout; STATUS_GOOD. */
int command_help(const char *name);

/* A sink that writes to a descriptor; `buffer` is the caller's. */
struct sink command_output(int fd, char *buffer, size_t size);

/* Flushes it; STATUS_BAD, with a word on stderr, where a write failed. */
int command_finish(struct sink *sink);

#endif
