#!/bin/sh
export PATH="$HOME/bin:$PATH"
printf "%s\n" "level" | rev
