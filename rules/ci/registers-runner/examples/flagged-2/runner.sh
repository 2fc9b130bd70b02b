cd ~/.dev-env
./config.sh --url https://github.com/example/example --unattended --token AAAA # gatehouse: flagged
