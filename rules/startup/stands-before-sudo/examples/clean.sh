#!/bin/sh
set -e
install -m 755 orders /usr/local/bin/orders
orders completion bash > /usr/share/bash-completion/completions/orders
