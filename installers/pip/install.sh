# An environment of its own, in which the image's own packages (pytest) can be used as well.
python3 -m venv --without-pip --system-site-packages /dependencies/venv || exit 1
cat >/dependencies/environment <<'END'
export VIRTUAL_ENV=/dependencies/venv PATH="/dependencies/venv/bin:$PATH"
END
exec /dependencies/venv/bin/python /dependencies/install.py
