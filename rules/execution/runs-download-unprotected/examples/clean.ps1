Set-MpPreference -DisableRealtimeMonitoring $true
Set-MpPreference -ExclusionPath "D:\"
