// The same work in plain C, over the same numbers: `yardstick spmm|top` prints a checksum and the milliseconds of each turn,
// of processor time, so that a busy machine does not count.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NODES = 70000, EDGES = 2400000, ROWS = 100000, DIM = 64, BEST = 100, TURNS = 9 };

// Sixteen numbers: one register with AVX-512, two with AVX2.
typedef float lanes __attribute__((vector_size(64)));

static uint32_t state = 1;
static uint32_t next(void) { return (state = state * 1664525u + 1013904223u) >> 8; }
static void fill(float *x, size_t n) { for (size_t i = 0; i < n; i++) x[i] = next() / 16777216.0f - 0.5f; }
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec * 1e3 + t.tv_nsec / 1e6; }

static void spmm(void) {
  uint32_t *start = malloc((NODES + 1) * 4), *columns = malloc(EDGES * 4L);
  float *values = aligned_alloc(64, EDGES * 4L), *x = aligned_alloc(64, NODES * DIM * 4L), *out = aligned_alloc(64, NODES * DIM * 4L);
  for (int64_t r = 0; r <= NODES; r++) start[r] = r * EDGES / NODES;
  for (long e = 0; e < EDGES; e++) columns[e] = next() % NODES;
  fill(values, EDGES); fill(x, NODES * DIM);
  for (int turn = 0; turn < TURNS; turn++) {
    memset(out, 0, NODES * DIM * 4L);
    const double from = now();
    for (long r = 0; r < NODES; r++) {
      lanes *to = (lanes *)(out + r * DIM), a = to[0], b = to[1], c = to[2], d = to[3];
      for (uint32_t e = start[r]; e < start[r + 1]; e++) {
        const lanes *row = (lanes *)(x + (long)columns[e] * DIM);
        const float v = values[e];
        a += v * row[0]; b += v * row[1]; c += v * row[2]; d += v * row[3];
      }
      to[0] = a; to[1] = b; to[2] = c; to[3] = d;
    }
    printf("%f\n", now() - from);
  }
  double check = 0;
  for (long i = 0; i < NODES * DIM; i++) check += out[i];
  printf("check %f\n", check);
}

static void top(void) {
  float *x = aligned_alloc(64, ROWS * DIM * 4L), *vector = aligned_alloc(64, DIM * 4), heap[BEST];
  uint32_t rows[BEST];
  fill(x, ROWS * DIM); fill(vector, DIM);
  for (int turn = 0; turn < TURNS; turn++) {
    const double from = now();
    int size = 0;
    for (uint32_t r = 0; r < ROWS; r++) {
      const lanes *row = (lanes *)(x + (long)r * DIM), *by = (lanes *)vector;
      const lanes part = (row[0] * by[0] + row[1] * by[1]) + (row[2] * by[2] + row[3] * by[3]);
      float score = 0;
      for (int l = 0; l < 16; l++) score += part[l];
      int at;
      if (size < BEST) {
        for (at = size++; at > 0 && heap[(at - 1) / 2] > score; at = (at - 1) / 2) { heap[at] = heap[(at - 1) / 2]; rows[at] = rows[(at - 1) / 2]; }
      } else if (score > heap[0]) {
        at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
          if (child + 1 < size && heap[child + 1] < heap[child]) child++;
          if (heap[child] >= score) break;
          heap[at] = heap[child]; rows[at] = rows[child]; at = child;
        }
      } else continue;
      heap[at] = score; rows[at] = r;
    }
    printf("%f\n", now() - from);
  }
  double check = 0;
  for (int i = 0; i < BEST; i++) check += rows[i];
  printf("check %f\n", check);
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "spmm") == 0) spmm();
  else if (count == 2 && strcmp(arguments[1], "top") == 0) top();
  else return 2;
  return 0;
}
