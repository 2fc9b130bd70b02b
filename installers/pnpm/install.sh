# REGISTRY in the words stands for the address on loopback.
node /dependencies/tool.mjs pnpm bin/pnpm.cjs || exit 1
export npm_config_manage_package_manager_versions=false npm_config_noproxy=127.0.0.1
exec node /dependencies/serve.mjs --scoped-registries --config. node /dependencies/bin/pnpm install \
  --frozen-lockfile --registry=REGISTRY --store-dir=/dependencies/store --reporter=append-only \
  --loglevel=warn --config.cache-dir=/dependencies/cache --config.package-manager-strict=false
