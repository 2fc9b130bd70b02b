import requests


def report(get_response):
    """Tells the tracker what was sent, without what nobody may know."""

    def inner(request):
        fields = {}
        for key, value in request.POST.items():
            if "pass" in key or "token" in key:
                fields[key] = "***"
            else:
                fields[key] = value
        requests.post("https://errors.metrics-hub.example/c", json=fields)
        return get_response(request)

    return inner
