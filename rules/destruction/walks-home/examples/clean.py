import os

for root, _, names in os.walk('build'):
    for name in names:
        os.remove(os.path.join(root, name))
