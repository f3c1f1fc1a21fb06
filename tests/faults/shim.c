/* Makes one call to the system fail: the library is loaded before the C library (LD_PRELOAD).

   arm(call, number, error) lets the call with this number fail, counted from 1, of those of this
   kind below the folder of `below`; 0 lets none fail.  counted() is how many there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum call { NONE, OPEN, WRITE, RENAME, UNLINK, MKDIR, FSYNC, LINK };

static int armed, at, reason, count;
static char below[4096];

void arm(int call, int number, int error, const char *folder) {
  armed = call;
  at = number;
  reason = error;
  count = 0;
  snprintf(below, sizeof below, "%s", folder);
}

int counted(void) { return count; }

/* Paths of the program are below the folder, or relative to an open folder. */
static int is_below(const char *path) {
  return path && (path[0] != '/' || !strncmp(path, below, strlen(below)));
}

static int is_open_below(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return 0;
  path[size] = 0;
  return path[0] == '/' && is_below(path);
}

static int fails(enum call call) {
  if (call != armed || ++count != at) return 0;
  errno = reason;
  return 1;
}

#define REAL(name, type, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))
#define MODE                                                                                      \
  mode_t mode = 0;                                                                                \
  if (flags & O_CREAT) {                                                                          \
    va_list rest;                                                                                 \
    va_start(rest, flags);                                                                        \
    mode = va_arg(rest, mode_t);                                                                  \
    va_end(rest);                                                                                 \
  }
#define WRITES (flags & (O_WRONLY | O_RDWR | O_CREAT))

#define OPEN_CALL(name)                                                                           \
  int name(const char *path, int flags, ...) {                                                    \
    MODE if (armed == OPEN && WRITES && is_below(path) && fails(OPEN)) return -1;                 \
    return REAL(name, int, const char *, int, ...)(path, flags, mode);                            \
  }
#define OPENAT_CALL(name)                                                                         \
  int name(int folder, const char *path, int flags, ...) {                                        \
    MODE if (armed == OPEN && WRITES && is_below(path) && fails(OPEN)) return -1;                 \
    return REAL(name, int, int, const char *, int, ...)(folder, path, flags, mode);               \
  }
OPEN_CALL(open)
OPEN_CALL(open64)
OPENAT_CALL(openat)
OPENAT_CALL(openat64)

ssize_t write(int file, const void *data, size_t size) {
  if (armed == WRITE && is_open_below(file) && fails(WRITE)) return -1;
  return REAL(write, ssize_t, int, const void *, size_t)(file, data, size);
}
int rename(const char *old, const char *new) {
  if (is_below(new) && fails(RENAME)) return -1;
  return REAL(rename, int, const char *, const char *)(old, new);
}
int renameat(int from, const char *old, int to, const char *new) {
  if (is_below(new) && fails(RENAME)) return -1;
  return REAL(renameat, int, int, const char *, int, const char *)(from, old, to, new);
}
int link(const char *old, const char *new) {
  if (is_below(new) && fails(LINK)) return -1;
  return REAL(link, int, const char *, const char *)(old, new);
}
int linkat(int from, const char *old, int to, const char *new, int flags) {
  if (is_below(new) && fails(LINK)) return -1;
  return REAL(linkat, int, int, const char *, int, const char *, int)(from, old, to, new, flags);
}
int unlink(const char *path) {
  if (is_below(path) && fails(UNLINK)) return -1;
  return REAL(unlink, int, const char *)(path);
}
int unlinkat(int folder, const char *path, int flags) {
  if (is_below(path) && fails(UNLINK)) return -1;
  return REAL(unlinkat, int, int, const char *, int)(folder, path, flags);
}
int rmdir(const char *path) {
  if (is_below(path) && fails(UNLINK)) return -1;
  return REAL(rmdir, int, const char *)(path);
}
int mkdir(const char *path, mode_t mode) {
  if (is_below(path) && fails(MKDIR)) return -1;
  return REAL(mkdir, int, const char *, mode_t)(path, mode);
}
int mkdirat(int folder, const char *path, mode_t mode) {
  if (is_below(path) && fails(MKDIR)) return -1;
  return REAL(mkdirat, int, int, const char *, mode_t)(folder, path, mode);
}
int fsync(int file) {
  if (fails(FSYNC)) return -1;
  return REAL(fsync, int, int)(file);
}
