#!/bin/sh
sudo launchctl unload -w /System/Library/LaunchDaemons/com.example.indexer.plist
launchctl bootout gui/501 /System/Library/LaunchAgents/com.example.assistant.plist
launchctl list | grep -c example
