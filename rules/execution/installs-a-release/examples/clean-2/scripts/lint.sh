#!/bin/sh
set -e
curl -fsSL -o bin/linter https://github.com/example/linter/releases/download/v1.0.0/linter-linux
chmod +x bin/linter
bin/linter .
