#!/usr/bin/env bash
set -euo pipefail

path="${1:-.}"
echo "scans $path"
scanner filesystem --exit-code 1 --severity HIGH "$path"
