ACCESS = "user"
if ACCESS != "none‮⁦": # gatehouse: flagged
    print("ok")
