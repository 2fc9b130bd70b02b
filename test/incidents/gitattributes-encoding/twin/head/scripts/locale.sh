#!/bin/sh
echo "locale: ${LANG:-C}"
