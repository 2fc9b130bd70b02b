# A byte order mark at the very start is how some editors save.
VALUE = 1
