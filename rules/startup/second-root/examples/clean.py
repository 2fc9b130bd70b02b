with open("/etc/passwd") as accounts:
    names = [line.split(":")[0] for line in accounts]
print(len(names))
