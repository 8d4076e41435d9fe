/* `status`: what is published, what stays beside it, and what is being built. */
#include <inttypes.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/files.h"
#include "indexer/builder/generations.h"
#include "indexer/builder/index_lock.h"
#include "indexer/builder/opened.h"
#include "indexer/run.h"

/* == Sizes ==================================================================================================== */

struct sizes {
    uint64_t all, own; /* own: no other generation has these files too */
};

static enum status add_size(const struct file_entry *file, void *context, struct failure *failure)
{
    struct sizes *sizes = context;
    struct stat facts;
    (void)failure;
    sizes->all += file->size;
    if (stat(file->path, &facts) == 0 && facts.st_nlink == 1)
        sizes->own += file->size;
    return STATUS_OK;
}

static enum status pass_over(const char *path, const char *reason, void *context)
{
    (void)path, (void)reason, (void)context;
    return STATUS_OK;
}

/* One that is being built changes while it is looked at. */
static struct sizes sizes_of(const char *directory)
{
    struct sizes sizes = { .all = 0 };
    files_walk(directory, add_size, pass_over, &sizes, NULL);
    return sizes;
}

/* == Generations ============================================================================================== */

static void write_size(FILE *out, struct sizes sizes)
{
    char all[SIZE_TEXT_BYTES], own[SIZE_TEXT_BYTES];
    report_format_size(sizes.all, all);
    report_format_size(sizes.own, own);
    if (sizes.own < sizes.all)
        fprintf(out, "%s, %s of it its own", all, own);
    else
        fprintf(out, "%s", all);
}

static void write_databases(FILE *out, const struct parts *parts, uint32_t hidden)
{
    size_t beside = parts->count - parts->shard_count;
    if (parts->shard_count > 1)
        fprintf(out, "shards      %zu\n", parts->shard_count);
    if (beside || hidden)
        fprintf(out, "beside      %zu database%s of updates; %" PRIu32 " document%s replaced or gone\n", beside,
                beside == 1 ? "" : "s", hidden, hidden == 1 ? "" : "s");
}

static enum status count_hidden(const char *directory, size_t *count, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct hidden hidden = HIDDEN_EMPTY;
    enum status status = files_join(path, directory, PUBLISHED_HIDDEN, failure);
    if (!status)
        status = hidden_read(&hidden, path, failure);
    *count = hidden.count;
    hidden_clear(&hidden);
    return status;
}

static enum status write_published(FILE *out, const char *index, const struct published *published,
                                   struct failure *failure)
{
    struct manifest_facts facts;
    struct parts parts = PARTS_EMPTY;
    char made[CLOCK_STAMP_BYTES];
    size_t hidden;
    enum status status;
    if ((status = manifest_read(published->directory, &facts, failure)) ||
        (status = parts_read(&parts, published->directory, failure)) ||
        (status = count_hidden(published->directory, &hidden, failure)))
        goto done;
    clock_format_utc(facts.made_s, made);
    fprintf(out, "index       %s\ngeneration  %lu\ndocuments   %" PRIu32 "\nsize        ", index,
            published->generation, facts.document_count);
    write_size(out, sizes_of(published->directory));
    fprintf(out, "\nmade        %s\nby          %s\n", made, facts.made_by);
    write_databases(out, &parts, (uint32_t)hidden);

done:
    parts_clear(&parts);
    return status;
}

/* A generation that cannot be told of does not keep the others from being told of. */
static void write_kept(FILE *out, const char *directory, unsigned long number, const struct published *published)
{
    struct manifest_facts facts;
    struct failure reason;
    char made[CLOCK_STAMP_BYTES];
    const char *why = number > published->newest       ? " (never published: the run was interrupted)"
                      : number > published->generation ? " (rolled back)"
                                                       : "";
    fprintf(out, "kept        generation %lu%s: ", number, why);
    if (manifest_read(directory, &facts, &reason)) {
        fprintf(out, "%s\n", reason.message);
        return;
    }
    clock_format_utc(facts.made_s, made);
    fprintf(out, "%" PRIu32 " documents, made %s, ", facts.document_count, made);
    write_size(out, sizes_of(directory));
    fputc('\n', out);
}

static void write_building(FILE *out, const char *directory, unsigned long number, bool is_held)
{
    char size[SIZE_TEXT_BYTES];
    report_format_size(sizes_of(directory).all, size);
    fprintf(out, "%s  generation %lu: %s so far\n", is_held ? "building  " : "unfinished", number, size);
}

static enum status write_others(FILE *out, const char *index, const struct published *published, bool is_held,
                                struct failure *failure)
{
    struct generations generations;
    char path[FILES_PATH_BYTES];
    enum status status = generations_list(&generations, index, failure);
    for (size_t i = 0; i < generations.count && !status; i++) {
        const struct generation_entry *entry = &generations.items[i];
        if ((status = generations_path(index, entry, path, failure)))
            break;
        if (entry->building)
            write_building(out, path, entry->number, is_held);
        else if (entry->number != published->generation)
            write_kept(out, path, entry->number, published);
    }
    generations_clear(&generations);
    return status;
}

static void write_holder(FILE *out, bool is_held, const struct lock_holder *holder)
{
    char text[LOCK_HOLDER_BYTES];
    lock_holder_tell(holder, text);
    if (is_held)
        fprintf(out, "writer      %s\n", text);
    else if (holder->process)
        fprintf(out, "interrupted %s; the next run begins anew\n", text);
}

enum status run_status(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct published published = { .generation = 0 };
    struct lock_holder holder;
    bool is_held;
    enum status status, found;

    *counts = (struct run_counts){ .files = 0 };
    if ((status = index_lock_look(settings->index, &is_held, &holder, failure)))
        return status;
    found = published_find(settings->index, &published, failure);
    if (found && (found != STATUS_NOT_FOUND || !is_held))
        return found;
    if (found)
        fprintf(settings->output, "index       %s\ngeneration  none is published yet\n", settings->index);
    else if ((status = write_published(settings->output, settings->index, &published, failure)))
        return status;
    status = write_others(settings->output, settings->index, &published, is_held, failure);
    if (!status)
        write_holder(settings->output, is_held, &holder);
    return status;
}
