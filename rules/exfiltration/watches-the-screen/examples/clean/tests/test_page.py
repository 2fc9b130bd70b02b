def test_page(page):
    page.goto('http://localhost:8000')
    page.screenshot(path='page.png')
