import os


def clear(root):
    for name in os.listdir(root):
        os.remove(os.path.join(root, name))
    with open(os.path.join(root, "README.txt"), "w") as note:
        note.write("Donations: see the website. This folder is emptied every night.")
