extern "C" int more(int number) { return number + 1; }
