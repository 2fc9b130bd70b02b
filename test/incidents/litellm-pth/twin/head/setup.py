from setuptools import setup

setup(packages=["tidy_tables"], package_data={"tidy_tables": ["py.typed"]})
