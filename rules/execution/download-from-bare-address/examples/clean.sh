#!/bin/sh
# The registry of the test network.
curl -fsSL http://127.0.0.1:5000/v2/ > catalog.json
