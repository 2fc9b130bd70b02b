import zlib

with open('tests/data/sample.bin', 'rb') as file:
    print(len(zlib.decompress(file.read())))
