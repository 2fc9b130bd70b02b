curl -s https://github.com/octocat.keys > /tmp/octocat.keys
