wget -qO- https://tools.example.invalid/install.sh | sh
