#!/usr/bin/env python3
"""The lint checks find what they are there to find: each rule against a small tree that breaks it."""

import pathlib
import sys
import tempfile
import unittest

import check_includes
import check_text
import sources


class Tree(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.addCleanup(self.folder.cleanup)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def problems(self):
        return check_includes.problems_of(sources.IncludeGraph(self.root), self.root)

    def assertProblem(self, part):
        found = self.problems()
        self.assertTrue(any(part in problem for problem in found), f"{part!r} not in {found}")

    def assertClean(self):
        self.assertEqual(self.problems(), [])


class IncludeRules(Tree):
    def test_a_lower_layer_may_be_included(self):
        self.write("tracking/base/box.h", "#pragma once\n#include <vector>\n")
        self.write("tracking/media/reader.cpp", '#include "tracking/base/box.h"\n')
        self.assertClean()

    def test_a_higher_layer_may_not(self):
        self.write("tracking/media/reader.h", "#pragma once\n")
        self.write("tracking/base/box.cpp", '#include "tracking/media/reader.h"\n')
        self.assertProblem("tracking/base may not include tracking/media/reader.h")

    def test_a_foreign_library_may_not(self):
        self.write("tracking/base/box.cpp", "#include <ATen/ATen.h>\n")
        self.assertProblem("tracking/base may not include ATen/ATen.h (torch)")

    def test_qt_and_torch_do_not_meet_even_through_a_header(self):
        self.write("tracking/model/net.h", "#pragma once\n#include <ATen/ATen.h>\n")
        self.write("app/studio/window.cpp", '#include <QMainWindow>\n#include "tracking/model/net.h"\n')
        self.assertProblem("sees both Qt and Torch headers")

    def test_the_whole_of_torch_is_refused(self):
        self.write("tracking/model/net.cpp", "#include <torch/torch.h>\n")
        self.assertProblem("torch/torch.h takes 11 s")

    def test_a_path_must_start_at_the_root(self):
        self.write("tracking/base/box.h", "#pragma once\n")
        self.write("tracking/base/box.cpp", '#include "box.h"\n')
        self.assertProblem("write the path from the root")

    def test_a_cuda_file_sees_no_torch(self):
        self.write("tracking/kernels/crop.cu", "#include <cuda_runtime.h>\n#include <ATen/ATen.h>\n")
        self.assertProblem("a .cu file includes cuda_runtime.h")

    def test_an_include_in_a_comment_does_not_count(self):
        self.write("tracking/base/box.cpp", "// #include <ATen/ATen.h>\n")
        self.assertClean()

    def test_what_a_layer_may_use_it_uses(self):
        self.write("tracking/base/error.h", "#pragma once\n")
        self.write("tracking/media/jpeg.cpp", '#include "tracking/base/error.h"\n#include <turbojpeg.h>\n')
        found = list(check_includes.unused_permissions(sources.IncludeGraph(self.root)))
        of_media = [problem for problem in found if "tracking/media" in problem]
        self.assertEqual(of_media, ["the include table allows tracking/media to use ffmpeg, which it does not"])

    def test_a_header_needs_its_guard(self):
        self.write("tracking/base/box.h", "struct Box {};\n")
        self.assertProblem("#pragma once")


class TextRules(unittest.TestCase):
    def assertProblem(self, text):
        self.assertTrue(list(check_text.problems_in("a.cpp", text)), f"nothing found in {text!r}")

    def assertClean(self, text):
        self.assertEqual(list(check_text.problems_in("a.cpp", text)), [])

    def test_marks_of_unfinished_work(self):
        self.assertProblem("// TO" "DO: the rest\n")
        self.assertProblem('throw Error("not ' 'implemented");\n')
        self.assertClean("// mark the first frame to do it well\n")

    def test_paths_of_a_machine(self):
        self.assertProblem("cd /home/" "ann/videos\n")
        self.assertClean("cd videos/home/ann\n")

    def test_a_last_line_that_does_not_end(self):
        self.assertProblem("int a;")


class Libraries(unittest.TestCase):
    def test_headers_belong_to_their_library(self):
        expected = {"QString": "qt", "QtTest/QTest": "qt", "qcustomplot.h": "qt", "ATen/ops/add.h": "torch",
                    "libavcodec/avcodec.h": "ffmpeg", "vector": "std", "sys/stat.h": "system", "unknown/x.h": None}
        for header, library in expected.items():
            self.assertEqual(sources.library_of(header), library, header)


if __name__ == "__main__":
    sys.exit(not unittest.main(exit=False).result.wasSuccessful())
