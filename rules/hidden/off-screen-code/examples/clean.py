import os

VALUES = {
    "alpha":                                      1,   # aligned by hand
    "a-much-longer-name-than-the-others-have":    2,
}
os.makedirs("build", exist_ok=True)
