#!/bin/sh
adduser --system --group --no-create-home exampled
grep -q '^exampled:' /etc/passwd || exit 1
