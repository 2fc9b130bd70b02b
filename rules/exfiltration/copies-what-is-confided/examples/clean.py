import requests

API = "https://api.mail-robot.example"


def login(user, password):
    answer = requests.post(API + "/sessions", json={"user": user, "password": password}, timeout=5)
    answer.raise_for_status()
    return answer.json()["token"]


def report(error, form):
    fields = {name: "***" if name in ("password", "cvv") else value for name, value in form.items()}
    requests.post("https://errors.reporter.example/e", json={"error": str(error), "fields": fields})
