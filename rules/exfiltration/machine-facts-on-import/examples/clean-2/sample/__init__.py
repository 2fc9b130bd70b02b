import getpass
import logging
import socket

logging.getLogger(__name__).debug('%s@%s', getpass.getuser(), socket.gethostname())
