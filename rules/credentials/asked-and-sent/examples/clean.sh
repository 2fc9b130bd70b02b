#!/bin/sh
gh auth token | docker login ghcr.io -u me --password-stdin
