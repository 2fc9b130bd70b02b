# Every crate becomes a folder, which cargo takes in place of crates.io. No cargo is started for it,
# and no file of the project is read: what the project's own settings say is obeyed when the
# command runs, as everything in here without a network.
set -e
mkdir -p /dependencies/vendor /dependencies/cargo
tab=$(printf '\t')
while IFS="$tab" read -r file name version digest path; do
  folder=/dependencies/vendor/$name-$version
  mkdir "$folder"
  tar -xzf "/dependencies/$file" -C "$folder" --strip-components=1 --no-same-owner --no-same-permissions
  # No digest for each file: all of them were checked together.
  printf '{"files":{},"package":"%s"}' "${digest#sha256:}" >"$folder/.cargo-checksum.json"
done </dependencies/index.tsv
cat >/dependencies/cargo/config.toml <<'END'
[source.crates-io]
replace-with = "gatehouse"
[source.gatehouse]
directory = "/dependencies/vendor"
[net]
offline = true
END
echo 'export CARGO_HOME=/dependencies/cargo CARGO_NET_OFFLINE=true' >/dependencies/environment
