/*
 * Counts and times what a program asks of the CUDA driver: kernels, copies, waits, allocations. What a profiler would say, where there is
 * none. It hears every caller, cuBLAS and cuDNN too, since all find the driver's functions by dlsym or by cuGetProcAddress.
 *
 *   gcc -O2 -shared -fPIC -o count.so scripts/count-cuda-calls.c -ldl
 *   CUDA_CALLS=40.txt LD_PRELOAD=./count.so java -jar target/dcgan4j.jar bench --steps 40
 *   CUDA_CALLS=20.txt LD_PRELOAD=./count.so java -jar target/dcgan4j.jar bench --steps 20
 *
 * writes the file when the program ends; the difference of the two is that of twenty steps. For x86-64: functions are called with as
 * many arguments as the longest has, which is harmless there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KERNEL, TO_DEVICE, TO_HOST, ON_DEVICE, FILL, WAIT, ALLOCATION, FREE, KINDS };
static const char *KIND_NAMES[KINDS] = {"kernels", "copies to the device", "copies to the host", "copies on the device",
                                        "fills", "waits", "allocations", "frees"};
static long counts[KINDS], nanos[KINDS], bytes[KINDS];

/* The driver's functions, and which of their arguments is a size, 0 for none. */
#define FUNCTIONS(X)                                                                                            \
  X(0, cuLaunchKernel, KERNEL, 0) X(1, cuLaunchCooperativeKernel, KERNEL, 0) X(2, cuMemcpyHtoD_v2, TO_DEVICE, 3)   \
  X(3, cuMemcpyHtoDAsync_v2, TO_DEVICE, 3) X(4, cuMemcpyDtoH_v2, TO_HOST, 3) X(5, cuMemcpyDtoHAsync_v2, TO_HOST, 3)      \
  X(6, cuMemcpyDtoD_v2, ON_DEVICE, 3) X(7, cuMemcpyDtoDAsync_v2, ON_DEVICE, 3) X(8, cuMemcpy, ON_DEVICE, 3)           \
  X(9, cuMemcpyAsync, ON_DEVICE, 3) X(10, cuMemsetD8_v2, FILL, 3) X(11, cuMemsetD8Async, FILL, 3)                  \
  X(12, cuMemsetD32Async, FILL, 3) X(13, cuStreamSynchronize, WAIT, 0) X(14, cuCtxSynchronize, WAIT, 0)         \
  X(15, cuEventSynchronize, WAIT, 0) X(16, cuMemAlloc_v2, ALLOCATION, 2) X(17, cuMemHostAlloc, ALLOCATION, 2)      \
  X(18, cuMemFree_v2, FREE, 0) X(19, cuMemFreeHost, FREE, 0) X(20, cuLaunchKernelEx, KERNEL, 0)

#define PARAMETERS long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k
#define ARGUMENTS a, b, c, d, e, f, g, h, i, j, k
typedef long (*Function)(PARAMETERS);
enum { COUNT = 21, GETTER = COUNT };
static Function inside[COUNT + 1];

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

#define WRAPPER(NUMBER, NAME, KIND, SIZE)                                                      \
  static long counted_##NAME(PARAMETERS) {                                                     \
    long began = now(), size = SIZE == 2 ? b : SIZE == 3 ? c : 0;                              \
    long result = inside[NUMBER](ARGUMENTS);                                                   \
    __atomic_add_fetch(&counts[KIND], 1, __ATOMIC_RELAXED);                                    \
    __atomic_add_fetch(&bytes[KIND], size, __ATOMIC_RELAXED);                                  \
    __atomic_add_fetch(&nanos[KIND], now() - began, __ATOMIC_RELAXED);                         \
    return result;                                                                             \
  }
FUNCTIONS(WRAPPER)

#define NAME(NUMBER, NAME, KIND, SIZE) #NAME,
#define COUNTED(NUMBER, NAME, KIND, SIZE) counted_##NAME,
static const char *NAMES[COUNT] = {FUNCTIONS(NAME)};
static const Function COUNTING[COUNT] = {FUNCTIONS(COUNTED)};

static long counted_getter(PARAMETERS);

/*
 * What counts in place of the function, if it is one of those; of a function for another version of its interface or for streams of
 * each thread the function itself.
 */
static void *counting(const char *name, void *found, int whole) {
  if (found == NULL) return found;
  if (strcmp(name, "cuGetProcAddress") == 0 || strcmp(name, "cuGetProcAddress_v2") == 0) {
    if (inside[GETTER] == NULL) inside[GETTER] = (Function)found;
    return inside[GETTER] == (Function)found ? (void *)counted_getter : found;
  }
  for (int at = 0; at < COUNT; at++) {
    size_t length = whole ? strlen(NAMES[at]) : strcspn(NAMES[at], "_");
    if (strlen(name) == length && strncmp(NAMES[at], name, length) == 0) {
      if (inside[at] == NULL) inside[at] = (Function)found;
      return inside[at] == (Function)found ? (void *)COUNTING[at] : found;
    }
  }
  return found;
}

/* cuGetProcAddress(name, address, ...) */
static long counted_getter(PARAMETERS) {
  long result = inside[GETTER](ARGUMENTS);
  if (result == 0 && b != 0) *(void **)b = counting((const char *)a, *(void **)b, 0);
  return result;
}

/* The last line is a jump, not a call, so that RTLD_NEXT still means what comes behind the caller. */
void *dlsym(void *handle, const char *name) {
  static void *(*found)(void *, const char *);
  if (found == NULL) {
    found = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
  }
  if (strncmp(name, "cu", 2) == 0) return counting(name, found(handle, name), 1);
  return found(handle, name);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("CUDA_CALLS");
  long all = 0;
  for (int at = 0; at < KINDS; at++) all += counts[at];
  FILE *out = path == NULL || all == 0 ? NULL : fopen(path, "w");
  if (out == NULL) return;
  for (int at = 0; at < KINDS; at++) {
    fprintf(out, "%-22s %10ld %12.3f ms %14ld bytes\n", KIND_NAMES[at], counts[at], nanos[at] / 1e6, bytes[at]);
  }
  fclose(out);
}
