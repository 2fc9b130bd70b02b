import dns.resolver


def owns(expected):
    return expected in [str(each) for each in dns.resolver.resolve("example.invalid", "TXT")]
