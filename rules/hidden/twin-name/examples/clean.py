def verify(token):
    """Prüft das Zeichen µ und α."""
    return token.ok
