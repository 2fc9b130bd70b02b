from pathlib import Path

from setuptools import find_packages, setup

setup(
    name="tidy-tables",
    version="2.3.0",
    long_description=Path("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    packages=find_packages(),
    install_requires=["click>=8"],
)
