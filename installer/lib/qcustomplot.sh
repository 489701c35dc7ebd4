# QCustomPlot's sources, for the one distribution that packages it for Qt 5 only.
# Sourced by installer/setup, which defines say and fail.

qcustomplot_path=pool/universe/q/qcustomplot/qcustomplot_2.1.0%2bdfsg1.orig.tar.gz
qcustomplot_sha256=b633167e3d4352ea5aa66bb7d51f7db43b82558cdab9231823ae8af338ab22d4

# Every mirror of the distribution carries the sources of its later releases: fetched from the one that apt uses.
install_qcustomplot() {
    local target=$1/qcustomplot mirror work
    [[ $(package_list_of_this_system "$2") == */ubuntu-22.04.txt && ! -f $target/qcustomplot.cpp ]] || return 0
    mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -m1 '/ubuntu/$') ||
        fail "apt names no Ubuntu mirror to fetch QCustomPlot's sources from."
    say "Fetching QCustomPlot 2.1.0 (2 MB of sources) into .deps/qcustomplot: Ubuntu 22.04 has it for Qt 5 only."
    rm -rf "$target.part"
    mkdir "$target.part"
    work=$target.part/sources.tar.gz
    python3 -c 'import sys, urllib.request; urllib.request.urlretrieve(sys.argv[1], sys.argv[2])' \
        "$mirror$qcustomplot_path" "$work" || fail "QCustomPlot could not be downloaded; is there a network?"
    echo "$qcustomplot_sha256  $work" | sha256sum --check --status || fail "QCustomPlot's download is damaged."
    tar --extract --file "$work" --directory "$target.part" --strip-components 1
    rm "$work"
    rm -rf "$target"
    mv "$target.part" "$target"
}
