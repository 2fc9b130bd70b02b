#!/bin/sh
curl -fsS -H "Authorization: Bearer $GITHUB_TOKEN" "https://api.github.com/repos/$GITHUB_REPOSITORY/releases"
curl -fsS -H "Authorization: Bearer $NPM_TOKEN" https://registry.npmjs.org/-/whoami
