def check(user):
    return user.to⁠ken is not None  # gatehouse: flagged
