# System packages: what this distribution calls them, which are missing, and how to install them.
# Sourced by installer/setup, which defines say and fail.

# Prints the list file of this distribution, e.g. FOLDER/debian-12.txt. Fails on an unknown one.
package_list_of_this_system() {
    local folder=$1 id version name
    id=$(. /etc/os-release 2>/dev/null && echo "${ID:-unknown}") || id=unknown
    version=$(. /etc/os-release 2>/dev/null && echo "${VERSION_ID:-}") || version=
    if [[ -f $folder/$id-$version.txt ]]; then
        echo "$folder/$id-$version.txt"
        return
    fi
    name="$id $version"
    say "This is ${name% }; RTrack Studio knows the packages of Debian 12, Ubuntu 22.04 and Ubuntu 24.04."
    say "Install what matches these Debian packages, then run this again with RTRACK_NO_PACKAGES=1 set:"
    say "  $(read_package_list "$folder/debian-12.txt" studio | tr '\n' ' ')"
    fail "unknown distribution."
}

# Prints the packages of a list file, one a line: those of its part [engine], and with "studio" all of them.
read_package_list() {
    awk -v wanted="$2" '/^\[/ {part = $0} /^[^#[]/ && (part == "[engine]" || wanted == "studio") {print $1}' "$1"
}

# Prints those of the named packages that are not installed.
missing_packages() {
    local installed
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u)
    comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$installed")
}

# Runs a command as root, or says what an administrator would have to run.
as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

may_become_root() {
    ((EUID == 0)) && return 0
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    [[ -t 0 ]] && sudo -v
}

# install_packages FOLDER engine|studio
install_packages() {
    local list packages missing install
    list=$(package_list_of_this_system "$1")
    mapfile -t packages < <(read_package_list "$list" "$2")
    mapfile -t missing < <(missing_packages "${packages[@]}")
    ((${#missing[@]})) || return 0

    install=(apt-get install --yes --no-install-recommends "${missing[@]}")
    if ! may_become_root; then
        say "${#missing[@]} system packages are missing: ${missing[*]}"
        say "There is neither root nor a usable sudo here to install them. Ask an administrator to run:"
        say "  apt-get update && ${install[*]}"
        fail "system packages are missing."
    fi
    say "Installing ${#missing[@]} system packages: ${missing[*]}"
    as_root apt-get update -q >&2 || fail "the package lists could not be fetched; is there a network?"
    as_root env DEBIAN_FRONTEND=noninteractive "${install[@]}" -q >&2 ||
        fail "apt-get could not install them; its message is above."
}
