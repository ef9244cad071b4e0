# Makes everything from sources: Debian's packages, Node, npm's packages, assets, the program, the pages.
# Each step looks first whether it has anything to do. Sourced by ./run and ./test after common.sh.

node_at_least="20 19"
node_folder=build/node

# Debian's npm is wanted only where need_node() will ask it for a newer Node.
packages_for_building=(
    g++ cmake ninja-build ccache mold pkg-config ca-certificates
    libboost1.81-dev libsimdjson-dev libcli11-dev libssl-dev libsodium-dev libgcrypt20-dev libsqlite3-dev libpq-dev
    libcurl4-openssl-dev libicu-dev libxlsxwriter-dev libzip-dev libexpat1-dev libqrencode-dev zlib1g-dev
    libpango1.0-dev libturbojpeg0-dev libpng-dev libwebp-dev fonts-noto-cjk unicode-data bzip2 coinor-cbc
)
packages_for_testing=(doctest-dev clang-14 libclang-rt-14-dev clang-format postgresql-15 chromium poppler-utils wrk glpk-utils libfaketime)

# need_packages NAME…: installs those that are not there. Says which, so that nobody is surprised by their machine.
need_packages() {
    local package missing=() leaving=()
    node_is_there || set -- "$@" npm
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    command -v apt-get >/dev/null ||
        give_up "These Debian packages are needed: ${missing[*]}. There is no apt-get here to install them with."
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        give_up "These Debian packages are needed: ${missing[*]}
Run this once as root, or install sudo."
    fi
    # Debian carries two Boosts whose headers lie in the same place.
    if [[ " ${missing[*]} " == *" libboost1.81-dev "* ]]; then
        for package in libboost-dev libboost1.74-dev; do
            [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] && leaving+=("$package-")
        done
        ((${#leaving[@]})) && say "libboost1.81-dev takes the place of ${leaving[*]%-}."
    fi
    if ((EUID != 0)); then sudo -v || give_up "Without root's rights these cannot be installed: ${missing[*]}"; fi
    stage apt-update "Asking Debian for its list of packages" as_root apt-get update ||
        { show_end_of apt-update; give_up "Debian's packages cannot be reached. Is there a network? Needed: ${missing[*]}"; }
    must apt-install "Installing from Debian: ${missing[*]}" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" "${leaving[@]}"
}

node_is_new_enough() {
    local version major minor
    version=$("$1" --version 2>/dev/null) || return 1
    IFS=. read -r major minor _ <<<"${version#v}"
    read -r needed_major needed_minor <<<"$node_at_least"
    ((major > needed_major || (major == needed_major && minor >= needed_minor)))
}

# Node 20.19 or newer builds the pages. Debian 12 has 18, so where nothing newer is on the PATH, the npm registry's
# own package of the Node program is put under build/, and used only here.
node_is_there() {
    local bin=$PWD/$node_folder/node_modules/.bin
    if command -v npm >/dev/null && node_is_new_enough node; then return 0; fi
    node_is_new_enough "$bin/node" || return 1
    PATH=$bin:$PATH
}

need_node() {
    local machine
    if node_is_there; then return 0; fi
    case $(uname -m) in
        x86_64) machine=x64 ;;
        aarch64) machine=arm64 ;;
        *) give_up "Node ${node_at_least/ /.} or newer is needed to build the pages. Please install it and run this again." ;;
    esac
    need_packages npm
    mkdir -p "$node_folder"
    must node "Fetching Node 20 from npm, for this folder only" \
        npm install --prefix "$node_folder" --no-save --no-audit --no-fund "node-linux-$machine@20" npm@11
    node_is_there || give_up "Node from npm does not start here. Please install Node ${node_at_least/ /.} or newer."
}

# need_npm_packages FOLDER…: what each folder's lock file says, once for each lock file.
need_npm_packages() {
    local folder stamp lock
    for folder in "$@"; do
        [[ -e $folder/package-lock.json ]] || continue
        lock=$(sha256sum <"$folder/package-lock.json")
        stamp=$folder/node_modules/.lock-sha256
        [[ -e $stamp && $(<"$stamp") == "$lock" ]] && continue
        need_node
        must "npm-${folder//\//-}" "Installing npm's packages for $folder/" \
            npm ci --prefix "$folder" --no-audit --no-fund
        printf '%s\n' "$lock" >"$stamp"
    done
}

# What the program reads beside its own files: the administrative divisions and the like.
make_assets() {
    [[ -e tools/assets.sh ]] || return 0
    newer_than build/assets/.made tools || return 0
    need_node
    must assets "Preparing the administrative divisions and other lists" bash tools/assets.sh
    mkdir -p build/assets
    touch build/assets/.made
}

# build_program PRESET TARGET…
build_program() {
    local preset=$1 target
    shift
    [[ -e build/$preset/build.ninja ]] || must "configure-$preset" "Configuring the C++ build ($preset)" cmake --preset "$preset"
    for target in "$@"; do
        must "build-$preset-$target" "Building the C++ program ($preset, $target)" \
            cmake --build --preset "$preset" --target "$target"
    done
}

build_pages() {
    [[ -e web/package.json ]] || return 0
    newer_than web/dist/.made web/* || return 0
    need_node
    must web "Building the pages" npm run build --prefix web
    touch web/dist/.made
}
