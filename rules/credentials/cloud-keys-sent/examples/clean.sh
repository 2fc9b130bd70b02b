#!/bin/sh
curl -s https://stats.example.invalid/health | jq .status
