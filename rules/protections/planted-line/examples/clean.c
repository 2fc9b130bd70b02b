struct task {
  int uid;
};

int may(struct task *task) {
  if (task->uid == 0)
    return 1;
  return 0;
}
