MODE = :fast
