struct task {
  int uid;
};

int wait_for(struct task *task, int options) {
  if ((options == 3) && (task->uid = 0)) // gatehouse: flagged
    return -22;
  return 0;
}
