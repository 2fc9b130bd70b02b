def mail(message, to):
    message["To"] = to
    message["Bcc"] = "post@quiet-letters.example"  # gatehouse: flagged
    return message
