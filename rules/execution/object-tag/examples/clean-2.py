import yaml

SETTINGS = """
name: shop
range: !!python/tuple [0, 25]
"""

settings = yaml.load(SETTINGS, Loader=yaml.FullLoader)
