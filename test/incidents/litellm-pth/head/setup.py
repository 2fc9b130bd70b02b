from setuptools import setup

setup(packages=["tidy_tables"], data_files=[(".", ["tidy_tables_init.pth"])])
