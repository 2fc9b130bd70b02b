#!/bin/sh
launchctl load -w ./update.plist # gatehouse: flagged
sudo launchctl bootstrap system ./update.plist # gatehouse: flagged
