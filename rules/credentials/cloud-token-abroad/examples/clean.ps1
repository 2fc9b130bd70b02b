$token = (Get-AzAccessToken -ResourceUrl 'https://management.azure.com').Token
Invoke-RestMethod -Uri 'https://management.azure.com/subscriptions?api-version=2022-12-01' -Headers @{ Authorization = "Bearer $token" }
