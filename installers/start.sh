# Runs inside the sandbox, before the command: installs the packages that came along, without any
# network, and then becomes the command. Everything here runs as the user of the run.
sh /dependencies/install.sh </dev/null || {
  printf '%s\n' "gatehouse: the packages could not be installed, so the command was not started" >&2
  exit 98
}
# They are installed: what they came in is memory that the command can have.
rm -rf /dependencies/packages /dependencies/cache /dependencies/wheels /dependencies/tools \
  /dependencies/store /dependencies/offline
if [ -f /dependencies/environment ]; then . /dependencies/environment; fi
exec "$@"
