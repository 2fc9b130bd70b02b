Get-WmiObject -Class Win32_ComputerSystem
Set-WmiInstance -Class Win32_Environment -Argument @{ Name = 'TOOL_HOME'; VariableValue = 'C:\tool'; UserName = '<SYSTEM>' }
