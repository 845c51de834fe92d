/* Stands in for a library of CUDA 11 and hands every call on to the same function of a later CUDA, whatever its arguments are: a library
 * built for cuBLAS 11 then runs with the cuBLAS 13 that a machine has. That is right as long as the functions kept their arguments, which
 * docs/gpu.md says of those that ND4J calls.
 *
 *   gcc -O2 -fPIC -shared -o libcublas.so.11 -DFUNCTIONS='"f.h"' -DLATER='"libcublas.so.13", "libcublas.so.12"' scripts/forward-cuda.c \
 *     -Wl,-soname,libcublas.so.11 -Wl,--version-script=f.map -ldl
 *
 * f.h holds a line FORWARD(cublasCreate_v2) for each function, or OPENING(cusolverDnCreate) for one that makes a handle and shall do so where
 * there is no later library either: ND4J opens some that it hardly ever uses. f.map holds the version that callers ask for:
 * libcublas.so.11 { global: *; };
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

#if !defined(__x86_64__)
#error "the jump is written for x86-64"
#endif

static const char *const LIBRARIES[] = {LATER};
enum { COUNT = sizeof LIBRARIES / sizeof *LIBRARIES };

static void *later;

static void missing(const char *function) {
  if (later)
    fprintf(stderr, "%s of CUDA 11 is called, and the later CUDA here has none\n", function);
  else
    fprintf(stderr, "%s of CUDA 11 is called, and there is no %s; name its folder in LD_LIBRARY_PATH\n", function, LIBRARIES[0]);
  _exit(75);
}

/* A function is a jump to where it really is, so arguments and results stay where they are. */
#define JUMP(name) \
  void *forward_##name __attribute__((visibility("hidden"))) = (void *)without_##name; \
  __asm__(".text\n.globl " #name "\n.type " #name ", @function\n" #name ":\n\tjmp *forward_" #name "(%rip)\n.size " #name ", .-" #name "\n");
#define FORWARD(name) \
  static void without_##name(void) { missing(#name); } \
  JUMP(name)
#define OPENING(name) \
  static int without_##name(void **handle) { \
    static void *none[512]; \
    *handle = none; \
    return 0; \
  } \
  JUMP(name)
#include FUNCTIONS
#undef FORWARD
#undef OPENING

static const struct {
  const char *name;
  void **to;
} ALL[] = {
#define FORWARD(name) {#name, &forward_##name},
#define OPENING(name) {#name, &forward_##name},
#include FUNCTIONS
};

__attribute__((constructor)) static void resolve(void) {
  for (int i = 0; i < COUNT && !later; i++) later = dlopen(LIBRARIES[i], RTLD_NOW | RTLD_LOCAL);
  for (unsigned i = 0; later && i < sizeof ALL / sizeof *ALL; i++) {
    void *function = dlsym(later, ALL[i].name);
    if (function) *ALL[i].to = function;
  }
}
