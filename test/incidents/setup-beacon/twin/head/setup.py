from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py


class Build(build_py):
    def run(self):
        names = sorted(Path("units").glob("*.txt"))
        Path("tidy_tables/units.py").write_text(f"UNITS = {[name.stem for name in names]!r}\n")
        super().run()


setup(
    name="tidy-tables",
    version="2.4.0",
    packages=find_packages(),
    install_requires=["click>=8"],
    cmdclass={"build_py": Build},
)
