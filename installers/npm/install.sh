# Words after REGISTRY are the command line; REGISTRY in them is the address on loopback.
exec node /dependencies/serve.mjs --scoped-registries -- npm ci --registry=REGISTRY \
  --replace-registry-host=always --noproxy=127.0.0.1 --cache=/dependencies/cache --no-audit --no-fund \
  --update-notifier=false --progress=false --loglevel=error
