def check(user):
    '''Checks the user. ⁧''' ;return  # gatehouse: flagged
    return user.verified
