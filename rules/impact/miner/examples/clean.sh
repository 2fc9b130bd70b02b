#!/bin/sh
./server --pool 4 -o out.log -u www-data
