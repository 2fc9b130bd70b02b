from pathlib import Path

from setuptools import find_packages, setup

colours = Path("colours.txt")
keywords = colours.read_text().split() if colours.exists() else []

setup(
    name="tidy-tables",
    version="2.3.1",
    packages=find_packages(),
    install_requires=["click>=8"],
    keywords=keywords,
)
