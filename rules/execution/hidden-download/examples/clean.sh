#!/bin/sh
curl -fsSLo hadolint https://github.com/hadolint/hadolint/releases/download/v2.12.0/hadolint-Linux-x86_64
chmod +x hadolint
./hadolint Dockerfile
