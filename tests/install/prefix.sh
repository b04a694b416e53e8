#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# prefix.sh BUILD FOLDER: installs BUILD under FOLDER/prefix, moves it, and runs the program there.
set -euo pipefail
build=$1 folder=$2
fail() { echo "$*" >&2; exit 1; }

rm -rf "$folder/first" "$folder/prefix"
"$CMAKE" --install "$build" --prefix "$folder/first" >/dev/null
mv "$folder/first" "$folder/prefix"  # nothing may depend on where it was installed
cd "$folder"
unset SPIKELOOM_DATA
program=$folder/prefix/bin/spikeloom
[ "$(readlink -f "$program")" = "$program" ] || fail "the program is a link"
"$program" --version | grep -qE '^spikeloom [0-9]+\.[0-9]+\.[0-9]+ \(' || fail "--version: $("$program" --version)"
"$program" run "$folder/prefix/share/spikeloom/examples/01_fashion_mnist/run.yaml" --set input.count=1 --json "$folder/run.json" >"$folder/run.txt"
grep -q '"energy_pj"' "$folder/run.json" || fail "no energy in the results"
"$program" energy --operations "$folder"/prefix/share/spikeloom/examples/07_published_energy/*.yaml >/dev/null
! grep -qaF "$(dirname "$(dirname "$SOURCE")")/energy" "$program" || fail "a source path is compiled in"
