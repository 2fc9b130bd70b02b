#!/bin/sh
rm -rf ./build /tmp/example-cache
