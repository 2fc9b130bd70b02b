def mail(message, to):
    message["To"] = to
    return message
