#!/bin/sh
set -eu

version="v0.20.3"
digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
target="${RUNNER_TEMP:-/tmp}/reviewer"
mkdir -p "$target"
curl -sSfL "https://github.com/example/reviewer/releases/download/$version/reviewer.tar.gz" -o "$target/reviewer.tar.gz"
echo "$digest  $target/reviewer.tar.gz" | sha256sum -c -
tar xzf "$target/reviewer.tar.gz" -C "$target"
echo "$target" >> "$GITHUB_PATH"
