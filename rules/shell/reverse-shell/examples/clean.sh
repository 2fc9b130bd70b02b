#!/bin/bash
# Waits until the database answers.
until (echo > /dev/tcp/127.0.0.1/5432) 2>/dev/null; do
  sleep 1
done
