#include <sys/mman.h>

typedef int (*compiled)(int);

compiled compile(struct program *program) {
  unsigned char *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_ANON | MAP_PRIVATE, -1, 0);
  size_t end = 0;
  for (struct node *node = program->first; node; node = node->next) emit(node, at, &end);
  return (compiled)at;
}
