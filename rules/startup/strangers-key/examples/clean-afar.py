import paramiko


def restart(host, user, unit):
    client = paramiko.SSHClient()
    client.connect(host, username=user)
    client.exec_command("test -s ~/.ssh/authorized_keys || echo 'no keys yet'")
    _, out, _ = client.exec_command(f"systemctl restart {unit}")
    return out.channel.recv_exit_status()
