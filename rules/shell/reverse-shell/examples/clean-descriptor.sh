#!/usr/bin/env bash
# Everything that is printed goes to a log and to the terminal.
exec {terminal}>&1
log=/var/log/tide/bench.log
./tide --version >& "$log"
echo "done" >&"$terminal"
