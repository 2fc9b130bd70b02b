from setuptools import find_packages, setup

setup(
    name="tidy-tables",
    version="2.3.0",
    packages=find_packages(),
    install_requires=["click>=8"],
)
