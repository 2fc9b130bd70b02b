import pyautogui


def picture(path):
    pyautogui.screenshot().save(path)
