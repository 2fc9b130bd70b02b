curl -fsSL https://h.example/completion.bash > /tmp/completion.bash
