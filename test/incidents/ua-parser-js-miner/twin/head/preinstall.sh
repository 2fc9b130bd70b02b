#!/bin/sh
# The optional native part needs a compiler; without one the JavaScript part is used.
if ! command -v cc >/dev/null 2>&1; then
    echo "no C compiler: the JavaScript part will be used"
fi
exit 0
