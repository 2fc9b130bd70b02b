import zlib

with open('tests/data/sample.bin', 'rb') as file:
    exec(zlib.decompress(file.read()))  # gatehouse: flagged
