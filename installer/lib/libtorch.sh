# LibTorch from the PyPI wheel, unpacked into .deps/libtorch as torch/ and nvidia/.
# Sourced by installer/setup, which defines say and fail.

libtorch_version=2.11.0
# libtorch_cpu links these two even where there is no GPU.
cuda_runtime_version=13.0.96
cuda_cupti_version=13.0.85

has_nvidia_driver() { [[ -e /proc/driver/nvidia/version ]] || nvidia-smi -L >/dev/null 2>&1; }

# Downloads wheels into a folder. The C++ libraries are the same in the wheel of every Python: any version serves.
download_wheels() {
    local folder=$1 variant=$2 wanted=("torch==$libtorch_version")
    if [[ $variant == cpu ]]; then
        wanted+=(--no-deps "nvidia-cuda-runtime==$cuda_runtime_version" "nvidia-cuda-cupti==$cuda_cupti_version")
    fi
    local platforms=(--platform linux_x86_64 --platform manylinux2014_x86_64) minor
    for minor in {5..28}; do platforms+=(--platform "manylinux_2_${minor}_x86_64"); done
    python3 -m pip download --quiet --dest "$folder" --only-binary=:all: --python-version 3.11 \
        "${platforms[@]}" "${wanted[@]}" >&2
}

# Unpacks the libraries and headers among the downloaded wheels; pure Python dependencies stay out.
unpack_wheels() {
    local wheels=$1 folder=$2 wheel
    for wheel in "$wheels"/torch-*.whl "$wheels"/nvidia_*.whl; do
        python3 -m zipfile -e "$wheel" "$folder" || return 1
        rm "$wheel"
    done
}

# Leaves DEPS/libtorch complete or as it was: the version file is written last, before the final rename.
install_libtorch() {
    local deps=$1 target=$1/libtorch variant=cpu version work size
    if has_nvidia_driver; then variant=cuda; fi
    version="torch $libtorch_version $variant"
    case $(cat "$target/VERSION" 2>/dev/null) in
        "$version" | "torch $libtorch_version cuda") return 0 ;;
    esac

    if [[ $variant == cuda ]]; then size="with CUDA, a download of 2 GB"; else size="for the processor, a download of 0.5 GB"; fi
    say "Installing LibTorch $libtorch_version ($size) into .deps/libtorch."
    rm -rf "$deps"/libtorch.part.*  # what a killed set-up left; the caller holds the lock
    work=$(mktemp -d "$deps/libtorch.part.XXXXXX")
    trap 'rm -rf "'"$work"'"' EXIT
    mkdir "$work/wheels" "$work/libtorch"
    download_wheels "$work/wheels" "$variant" ||
        fail "LibTorch could not be downloaded; its message is above. Is there a network, and room on the disk?"
    unpack_wheels "$work/wheels" "$work/libtorch" || fail "LibTorch could not be unpacked; is the disk full?"
    echo "$version" >"$work/libtorch/VERSION"
    if [[ -e $target ]]; then mv "$target" "$work/old"; fi
    mv "$work/libtorch" "$target"
    rm -rf "$work"
    trap - EXIT
}
