#!/bin/bash
until (echo > /dev/tcp/localhost/5432) 2>/dev/null; do sleep 1; done
until nc -z -w 1 db.example.invalid 5432; do sleep 1; done
