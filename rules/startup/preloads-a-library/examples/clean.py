import os

print(os.path.exists('/etc/ld.so.preload'))
