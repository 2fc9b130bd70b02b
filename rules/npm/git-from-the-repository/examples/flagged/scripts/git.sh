#!/bin/sh
exec git "$@"
