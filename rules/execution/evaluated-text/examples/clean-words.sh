#!/bin/sh
# Arguments that were put together as words, quoted as the shell needs them.
download() {
  if command -v curl >/dev/null; then
    curl --fail "$@"
  else
    args=$(printf '%s ' "$@" | sed -e 's/--progress-bar /--progress=bar /' -e 's/-o /-O /')
    eval command wget $args
  fi
}
