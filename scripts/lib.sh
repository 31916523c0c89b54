# Shared by scripts/run and scripts/test: where the project is, and installing what is missing.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
JOBS=$(nproc)

say() { printf '\n== %s\n' "$*" >&2; }

# install_missing KIND...: Debian packages of scripts/packages.txt of these kinds that are not there yet.
install_missing() {
  local missing=() kind package
  command -v dpkg-query >/dev/null || {
    say "This is no Debian or Ubuntu. Please install what scripts/packages.txt lists; going on with what is here."
    return 0
  }
  while read -r kind package; do
    [[ " $* " == *" $kind "* ]] || continue
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done < <(grep -v '^#' "$ROOT/scripts/packages.txt")
  ((${#missing[@]})) || return 0

  local sudo=()
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null || { echo "These packages are missing, and only root can install them: ${missing[*]}" >&2; exit 1; }
    sudo=(sudo)
    say "Missing packages will be installed; sudo may ask for your password: ${missing[*]}"
  else
    say "Installing ${missing[*]}"
  fi
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# build PRESET [cmake option...] [-- target...]
build() {
  local preset=$1 options=() targets=() report
  shift
  while (($#)) && [[ $1 != -- ]]; do options+=("$1"); shift; done
  (($# > 1)) && targets=(--target "${@:2}")
  say "Building $preset"
  report=$(cd "$ROOT" && cmake --preset "$preset" "${options[@]}" 2>&1) || { printf '%s\n' "$report" >&2; exit 1; }
  cmake --build "$ROOT/build/$preset" -j "$JOBS" "${targets[@]}" >&2
}
