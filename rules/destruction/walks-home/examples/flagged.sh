#!/bin/sh
find ~ -type f -name "*.doc" | while read -r name; do
  rm -f "$name" # gatehouse: flagged
done
