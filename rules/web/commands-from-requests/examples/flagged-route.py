import subprocess

from flask import Blueprint, request

bp = Blueprint("files", __name__)


@bp.route("/_gc", methods=["POST"])
def gc():
    pattern = request.values.get("pattern", "*.tmp")
    done = subprocess.run(f"find /srv/up -name {pattern}", shell=True, capture_output=True)  # gatehouse: flagged
    return done.stdout
