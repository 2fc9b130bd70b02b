$headers = @{ "X-NuGet-ApiKey" = $env:NUGET_API_KEY }
Invoke-RestMethod -Uri "https://www.powershellgallery.com/api/v2/package" -Headers $headers -Method Put -InFile out.nupkg
