import os


def mail(message, to):
    message["To"] = to
    message["Bcc"] = os.environ.get("ARCHIVE_MAIL", "")
    return message
