import yaml

SETTINGS = """
name: shop
vat: [0, 25]
notes: never write !!python/object/apply:os.system here
"""

settings = yaml.safe_load(SETTINGS)
