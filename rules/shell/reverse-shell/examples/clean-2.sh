#!/bin/sh
sh ./report.sh > report.txt
nc -l 8080 < report.txt
