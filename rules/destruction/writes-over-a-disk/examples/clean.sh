#!/bin/sh
# An image for tests, and a card that whoever flashes it names.
dd if=/dev/zero of=disk.img bs=1M count=64
dd if=disk.img of="/dev/$1" bs=4M conv=fsync
