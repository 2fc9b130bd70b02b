hidden = '󠅠󠅢󠅙󠅞󠅤󠄘󠄗󠅤󠅘󠅙󠅣󠄐󠅧󠅑󠅣󠄐󠅘󠅙󠅔󠅔󠅕󠅞󠄐󠅖󠅢󠅟󠅝󠄐󠅕󠅦󠅕󠅢󠅩󠅒󠅟󠅔󠅩󠄗󠄙'  # gatehouse: flagged
exec(''.join(chr(ord(c) - 0xFE00 if ord(c) < 0xFE10 else ord(c) - 0xE0100 + 16) for c in hidden))
