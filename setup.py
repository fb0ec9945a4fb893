"""Compiles the modules that have types in a `.pxd` beside them. Without a C compiler they run as they are, slower.

With `CLEANARTICLE_REQUIRE_CORE=1` a module that can't be compiled fails the build; with `CLEANARTICLE_PURE=1` none is
compiled.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

SOURCE = Path("src")
REQUIRED = os.environ.get("CLEANARTICLE_REQUIRE_CORE") == "1"
# Without fused multiply-add a score is the same to the last bit wherever it is computed, compiled or not.
FLAGS = [] if sys.platform == "win32" else ["-O2", "-g0", "-ffp-contract=off"]


class BuildCore(build_ext):
    """Builds the extensions, and says whether they were built."""

    failure = ""

    def finalize_options(self) -> None:
        """Use all processors, unless `--parallel` says how many."""
        super().finalize_options()
        self.parallel = self.parallel or os.cpu_count()

    def build_extension(self, ext: Extension) -> None:
        """Build one, unless another failed: then there is no compiler, or it lacks the headers of Python."""
        if self.failure:
            return
        try:
            super().build_extension(ext)
        except Exception as error:
            if REQUIRED:
                raise
            self.failure = str(error)

    def run(self) -> None:
        """Build what changed."""
        super().run()
        print("cleanarticle:", f"not compiled, runs as Python: {self.failure}" if self.failure else "compiled")


def extensions() -> list[Extension]:
    """One extension for each module with a `.pxd`, and for each that is Cython alone."""
    modules = {path.with_suffix(""): path for path in SOURCE.rglob("*.pyx")}
    for types in SOURCE.rglob("*.pxd"):
        modules.setdefault(types.with_suffix(""), types.with_suffix(".py"))
    return [
        Extension(
            ".".join(module.relative_to(SOURCE).with_suffix("").parts),
            [str(module)],
            extra_compile_args=FLAGS,
        )
        for module in sorted(modules.values())
    ]


def cythonized() -> list[Extension]:
    """The extensions as C."""
    if os.environ.get("CLEANARTICLE_PURE") == "1" and not REQUIRED:
        return []
    from Cython.Build import cythonize

    found = cythonize(
        extensions(),
        build_dir="build/c",
        compiler_directives={"language_level": 3, "annotation_typing": False, "embedsignature": False},
    )
    for extension in found:
        extension.optional = not REQUIRED  # cythonize does not carry it over
    return found


setup(ext_modules=cythonized(), cmdclass={"build_ext": BuildCore})
