from setuptools import setup

setup(packages=["tidy_tables"])
