import subprocess

from flask import Blueprint, request

bp = Blueprint("files", __name__)


@bp.route("/_gc", methods=["POST"])
def gc():
    days = int(request.values.get("days", "7"))
    subprocess.run(["find", "/srv/up", "-mtime", "+7", "-delete"], check=True)
    return {"older_than": days}
