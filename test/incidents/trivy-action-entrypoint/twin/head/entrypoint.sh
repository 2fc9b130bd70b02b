#!/usr/bin/env bash
set -euo pipefail

path="${1:-.}"
cache="${RUNNER_TEMP:-/tmp}/scanner"
mkdir -p "$cache"
scanner --version
echo "scans $path"
scanner filesystem --cache-dir "$cache" --exit-code 1 --severity HIGH "$path"
