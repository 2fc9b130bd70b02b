#!/bin/sh
LD_PRELOAD=./libasan.so ./run-tests
