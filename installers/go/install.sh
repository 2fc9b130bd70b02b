# Every file gets the place that a module proxy has for it, and the go command takes what it needs
# from there when the command runs; it checks each by go.sum once more. No go is started here, and
# no file of the project is read. What stands in variables comes before any go.env.
set -e
tab=$(printf '\t')
while IFS="$tab" read -r file name version digest path; do
  mkdir -p "/dependencies/goproxy/${path%/*}"
  mv "/dependencies/$file" "/dependencies/goproxy/$path"
done </dependencies/index.tsv
# A workspace of several modules knows no other way than its own.
mode=-mod=mod
[ ! -e /workspace/go.work ] || mode=-mod=readonly
cat >/dependencies/environment <<END
export GOPROXY=file:///dependencies/goproxy GOSUMDB=off GONOSUMDB= GOPRIVATE= GONOPROXY=none
export GOFLAGS="$mode -buildvcs=false" GOMODCACHE=/dependencies/modules GOTOOLCHAIN=local GOENV=off
END
