#!/bin/sh
set -eu
curl -fsS http://198.51.100.31/health
echo 'alias ll="ls -l"' >> "$HOME/.config/acme/aliases"
