#!/bin/sh
curl -fsSL https://settings.example.invalid/a -o ~/.config/example.toml
