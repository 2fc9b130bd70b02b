#!/bin/sh
./config.sh --url "$REPOSITORY" --token "$TOKEN" --unattended --ephemeral
exec ./run.sh
