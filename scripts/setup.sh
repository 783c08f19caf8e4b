#!/usr/bin/env bash
# Installs the system libraries that are missing. Quiet and without network when nothing is.
set -euo pipefail

fail() { echo "error: $*" >&2; exit 4; }

packages=(libproj-dev libgeos-dev libgdal-dev pkg-config python3-venv)

if ! command -v swift >/dev/null; then
  fail "Swift is missing; install Swift 6.2 or newer from https://www.swift.org/install/linux/ and run make again"
fi
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
if [[ -z $version || $(printf '%s\n6.2\n' "$version" | sort -V | head -n 1) != 6.2 ]]; then
  fail "Swift ${version:-of an unknown version} is too old; install 6.2 or newer from https://www.swift.org/install/linux/"
fi

missing=()
if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
  for package in "${packages[@]}"; do
    # A python that came without Debian's packages brings its own venv module.
    if [[ $package == python3-venv ]] && python3 -c 'import venv, ensurepip' 2>/dev/null; then continue; fi
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
else
  # Elsewhere we install nothing, but anything that pkg-config finds will do.
  for library in proj geos gdal; do
    pkg-config --exists "$library" 2>/dev/null \
      || fail "$library is missing and this system has no apt-get; make supports Debian and Ubuntu: install ${packages[*]} there, or their equivalents here"
  done
fi
[[ ${#missing[@]} -eq 0 ]] && exit 0

sudo=()
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || fail "these packages are missing and need root: apt-get install ${missing[*]}"
  sudo=(sudo)
fi
echo "installing ${missing[*]}" >&2
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 install -y -qq \
  --no-install-recommends "${missing[@]}" >&2
