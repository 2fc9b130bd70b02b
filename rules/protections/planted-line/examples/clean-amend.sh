#!/bin/sh
git commit --amend --no-edit
git push --force-with-lease origin HEAD
