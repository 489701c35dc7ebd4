"""The files of the project and what they include; shared by the lint checks."""

import pathlib
import re
import subprocess

CODE_SUFFIXES = {".h", ".cpp", ".cu"}
IGNORED_FOLDERS = {".git", ".deps", "build", "runs", "__pycache__"}
INCLUDE_LINE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', re.MULTILINE)

# What a header that is not ours belongs to. The first match counts.
LIBRARIES = [
    ("torch", r"(ATen|c10|torch)/"),
    ("qt", r"(Qt\w*/)?Q[A-Za-z]\w*$|qcustomplot\.h$"),
    ("ffmpeg", r"lib(av\w+|swscale|swresample)/"),
    ("opencv", r"opencv2/"),
    ("sqlite", r"sqlite3\.h$"),
    ("expat", r"expat\.h$"),
    ("jpeg", r"turbojpeg\.h$"),
    ("yaml", r"yaml-cpp/"),
    ("json", r"nlohmann/"),
    ("spdlog", r"spdlog/"),
    ("cli11", r"CLI/"),
    ("cuda", r"cuda\w*\.h$"),
    ("gtest", r"g(test|mock)/"),
    ("std", r"[a-z_0-9]+$"),
    ("system", r"(sys|arpa|netinet|linux|asm)/\w+\.h$|[a-z_0-9]*intrin\.h$"),
    ("system", r"(cpuid|dlfcn|errno|fcntl|limits|poll|pthread|sched|signal|spawn|stdint|stdio|stdlib|string|termios|time|unistd|math|float|assert|link|glob|malloc|omp)\.h$"),
]


def project_files(root):
    """Paths of the project's files, relative to root: what git knows or would add."""
    command = ["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-co", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive, or no git
        listed = [str(path.relative_to(root)) for path in root.rglob("*")]
    paths = sorted({pathlib.PurePosixPath(name) for name in listed})
    return [path for path in paths if not IGNORED_FOLDERS & set(path.parts) and (root / path).is_file()]


def code_files(root):
    return [path for path in project_files(root) if path.suffix in CODE_SUFFIXES]


def library_of(header):
    """The library that a header belongs to; None for one that no rule names."""
    for name, pattern in LIBRARIES:
        if re.match(pattern, header):
            return name
    return None


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


class IncludeGraph:
    """Who includes what: `ours` and `foreign` by file; a header of ours counts where it lies under the root."""

    def __init__(self, root):
        self.ours, self.foreign = {}, {}
        files = code_files(root)
        known = {str(path) for path in files}
        for path in files:
            headers = INCLUDE_LINE.findall(without_comments((root / path).read_text(encoding="utf-8")))
            self.ours[str(path)] = [header for header in headers if header in known]
            self.foreign[str(path)] = [header for header in headers if header not in known]

    def closure(self, name):
        """A file and every file of ours that it includes, directly or not."""
        seen, waiting = set(), [name]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(self.ours.get(current, []))
        return seen

    def libraries(self, name):
        """The libraries whose headers a file sees, directly or through headers of ours."""
        return {library_of(header) for file in self.closure(name) for header in self.foreign.get(file, [])}
