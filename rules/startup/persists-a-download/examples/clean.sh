#!/bin/sh
set -eu
curl -fsSL https://downloads.acme.example/acme.tar.gz | tar xz -C /opt/acme
echo 'export PATH="/opt/acme/bin:$PATH"' >> "$HOME/.profile"
