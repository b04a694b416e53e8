#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# project.sh BUILD FOLDER: builds the project outside the tree with FOLDER/prefix, which prefix.sh made, and runs it.
set -euo pipefail
folder=$2
fail() { echo "$*" >&2; exit 1; }

rm -rf "$folder/outside"
cp -r "$SOURCE/project" "$folder/outside"
cd "$folder/outside"
"$CMAKE" -S . -B build -DCMAKE_PREFIX_PATH="$folder/prefix" -DCMAKE_BUILD_TYPE=Release --log-level=WARNING >/dev/null
"$CMAKE" --build build >build.log || { cat build.log >&2; fail "the project does not build"; }
export SPIKELOOM_DATA=$folder/prefix/share/spikeloom
run=$SPIKELOOM_DATA/examples/01_fashion_mnist/run.yaml
cycles=$(build/outside "$run" | sed -n 's/^cycles //p')
"$folder/prefix/bin/spikeloom" run "$run" --json own.json >/dev/null
own=$(/usr/bin/python3 -c 'import json; print(json.load(open("own.json"))["cycles"])')
[ "$cycles" = "$own" ] || fail "the project counts '$cycles' cycles, the program $own"
