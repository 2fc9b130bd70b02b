module example.invalid/self-test

go 1.24
