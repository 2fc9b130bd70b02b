import keyring


def login(session):
    session.auth = ('me', keyring.get_password('pypi', 'me'))
