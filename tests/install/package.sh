#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# package.sh BUILD FOLDER: makes the Debian package, unpacks it, and runs the program from there. What only an installation as
# root shows (dependencies that apt resolves) is tried by hand in a bare chroot.
set -euo pipefail
build=$1 folder=$2
fail() { echo "$*" >&2; exit 1; }
command -v dpkg-deb >/dev/null || { echo "no dpkg-deb"; exit 77; }

rm -rf "$folder/deb" "$folder/unpacked"
mkdir -p "$folder/deb"
cpack --config "$build/CPackConfig.cmake" -G DEB -B "$folder/deb" >"$folder/cpack.log" || { cat "$folder/cpack.log" >&2; exit 1; }
packages=("$folder"/deb/spikeloom_*.deb)
[ ${#packages[@]} -eq 1 ] || fail "not one package: ${packages[*]}"
dpkg-deb --field "${packages[0]}" Depends | grep -q libsystemc || fail "the package does not depend on SystemC"
dpkg-deb -x "${packages[0]}" "$folder/unpacked"
for path in bin/spikeloom include/spikeloom/runs/run.hpp share/spikeloom/prices share/spikeloom/page share/spikeloom/examples/chips; do
  [ -e "$folder/unpacked/usr/$path" ] || fail "the package has no usr/$path"
done
cd "$folder"
unset SPIKELOOM_DATA
unpacked/usr/bin/spikeloom map unpacked/usr/share/spikeloom/examples/01_fashion_mnist/run.yaml --output map.json >/dev/null
