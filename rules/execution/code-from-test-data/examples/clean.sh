#!/bin/sh
xz -dc tests/files/good-1.xz | cmp - tests/files/good-1.txt
