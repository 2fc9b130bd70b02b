#!/bin/bash
# Installers that everybody knows, and what was downloaded and is only unpacked.
set -e
curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y
curl -fsSL https://mirror.example.com/data/words-2026.tar.gz | tar xz -C data
