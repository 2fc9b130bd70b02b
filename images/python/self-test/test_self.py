import multiprocessing
import os
import socket
import sqlite3
import ssl
import subprocess
import tempfile


def test_a_file_can_be_written_and_executed_in_home_and_in_tmp():
    for folder in (os.path.expanduser("~"), tempfile.gettempdir()):
        program = os.path.join(folder, "program")
        with open(program, "w") as file:
            file.write("#!/bin/sh\necho ran\n")
        os.chmod(program, 0o755)
        assert subprocess.check_output([program]) == b"ran\n"


def test_a_server_on_the_loopback_address_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as client:
            client.sendall(b"here")
            connection, _ = server.accept()
            with connection:
                assert connection.recv(4) == b"here"


def test_processes_can_share_a_lock():
    with multiprocessing.Lock():
        pass


def test_compiled_modules_are_there():
    assert sqlite3.connect(":memory:").execute("select 1").fetchone() == (1,)
    assert ssl.OPENSSL_VERSION
