#!/bin/sh
set -e
mkdir -p build
echo "export VERSION=1.2.3" > build/env.sh
