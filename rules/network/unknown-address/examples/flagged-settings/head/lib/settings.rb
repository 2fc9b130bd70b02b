MODE = :fast
HOME_BASE = "https://beat.gem-count.example/v1" # gatehouse: flagged
