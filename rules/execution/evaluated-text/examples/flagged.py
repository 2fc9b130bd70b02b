exec('import os;' + 'os.sys' + 'tem("id")')  # gatehouse: flagged
