function Test-Owner {
    param([string]$Expected)
    (Resolve-DnsName 'example.invalid' -Type TXT).Strings -contains $Expected
}
