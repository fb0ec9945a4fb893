#!/bin/sh
# Makes .bench/, the environment of the benchmarks: the peers and this project side by side; and .bench-datatrove/.
# PYTHON says which interpreter to use; python3 by default.
set -eu
cd "$(dirname "$0")/.."
if [ ! -x .bench/bin/python ]; then
    "${PYTHON:-python3}" -m venv .bench
fi
# The pip that comes with Python 3.11 fails on the peers' extras.
.bench/bin/python -m pip install --quiet --disable-pip-version-check "pip>=24"
# `make core` compiles; pip would do it in an environment that it throws away.
make core
CLEANARTICLE_PURE=1 .bench/bin/python -m pip install --quiet --requirement benchmarks/peers-requirements.txt \
    --editable ".[cli,archive,arc]"
# Datatrove needs other versions of the same packages.
if [ ! -x .bench-datatrove/bin/python ]; then
    "${PYTHON:-python3}" -m venv .bench-datatrove
fi
.bench-datatrove/bin/python -m pip install --quiet "pip>=24"
.bench-datatrove/bin/python -m pip install --quiet --requirement benchmarks/datatrove-requirements.txt
echo "Ready: .bench/bin/python benchmarks/quality.py CORPUS_DIR"
