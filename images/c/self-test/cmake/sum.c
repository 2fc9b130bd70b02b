int more(int number);

int main(void) { return more(2) == 3 ? 0 : 1; }
