node /dependencies/tool.mjs yarn bin/yarn.js || exit 1
node /dependencies/offline.mjs || exit 1
export YARN_YARN_OFFLINE_MIRROR=/dependencies/offline
exec node /dependencies/bin/yarn install --offline --frozen-lockfile --non-interactive \
  --no-progress --cache-folder=/dependencies/cache
